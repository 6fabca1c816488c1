// Runs a suite in plain Node; what the tests start through scripts/ ends with it.
import { runScript } from "../helpers/cleanUp.ts";
import { run } from "./testEntry.ts";

await runScript(async () => {
  await run();
  return 0;
});
