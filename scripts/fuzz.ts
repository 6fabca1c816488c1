// `npm run fuzz [-- --only text --cases n --seconds n --seed n --path p]`: the properties of `npm test` for
// longer. Mocha runs them, and fast-check takes its parameters from the environment.
import path from "node:path";
import { parseArgs } from "node:util";
import { runScript } from "./helpers/cleanUp.ts";
import { log } from "./helpers/log.ts";
import { numberOption } from "./helpers/numberOption.ts";
import { StartedProcess } from "./helpers/process.ts";
import { root } from "./helpers/root.ts";

const defaults = { cases: 1_000_000, seconds: 600 };
const seedRange = 2 ** 31;

await runScript(async () => {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    options: { only: text, cases: text, seconds: text, seed: text, path: text },
  });
  const cases = values.path === undefined ? numberOption("cases", values.cases, defaults.cases, 1) : 1;
  const seconds = numberOption("seconds", values.seconds, defaults.seconds, 1);
  const randomSeed = Math.trunc(Math.random() * seedRange);
  const seed = Math.trunc(numberOption("seed", values.seed, randomSeed, -seedRange));
  log(`fuzzing from seed ${seed}, for ${seconds} s at most`);
  const mocha = path.join("node_modules", "mocha", "bin", "mocha.js");
  const args = [mocha, "--timeout=0", "--fail-zero", "test/properties/properties.test.ts"];
  const started = new StartedProcess(process.execPath, args, {
    cwd: root,
    env: {
      PROPERTY_ONLY: values.only ?? "",
      PROPERTY_CASES: String(Math.trunc(cases)),
      PROPERTY_SECONDS: String(seconds),
      PROPERTY_SEED: String(seed),
      ...(values.path === undefined ? {} : { PROPERTY_PATH: values.path }),
    },
    onOutput: (output) => process.stdout.write(output),
  });
  const code = (await started.ended) ?? 1;
  log(`seed ${seed}`);
  return code;
});
