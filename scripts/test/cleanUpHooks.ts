// Loaded by mocha's command line (`require` in .mocharc.json): browsers and VS Codes that tests start end
// with the run.
import { cleanUp, cleanUpOnSignals } from "../helpers/cleanUp.ts";

cleanUpOnSignals();

export const mochaGlobalTeardown = cleanUp;
