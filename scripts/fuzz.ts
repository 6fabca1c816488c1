// `npm run fuzz [-- --only text --cases n --seconds n --seed n --path p --workers n]`: the properties of `npm test` for
// longer, in a process for each processor. Mocha runs them, and fast-check takes its parameters from the environment.
import { availableParallelism } from "node:os";
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
    options: { only: text, cases: text, seconds: text, seed: text, path: text, workers: text },
  });
  const isRepeat = values.path !== undefined;
  const cases = isRepeat ? 1 : Math.trunc(numberOption("cases", values.cases, defaults.cases, 1));
  const seconds = numberOption("seconds", values.seconds, defaults.seconds, 1);
  const randomSeed = Math.trunc(Math.random() * seedRange);
  const seed = Math.trunc(numberOption("seed", values.seed, randomSeed, -seedRange));
  const wantedWorkers = Math.trunc(numberOption("workers", values.workers, availableParallelism(), 1));
  const workers = isRepeat ? 1 : Math.min(wantedWorkers, cases);
  log(`fuzzing from seed ${seed} in ${workers} processes, for ${seconds} s at most`);
  const mocha = path.join("node_modules", "mocha", "bin", "mocha.js");
  const args = [mocha, "--timeout=0", "--fail-zero", "test/properties/properties.test.ts"];
  const codes = await Promise.all(
    Array.from({ length: workers }, async (_, worker) => {
      const output: string[] = [];
      const started = new StartedProcess(process.execPath, args, {
        cwd: root,
        env: {
          PROPERTY_ONLY: values.only ?? "",
          PROPERTY_CASES: String(Math.ceil(cases / workers)),
          PROPERTY_SECONDS: String(seconds),
          PROPERTY_SEED: String(seed + worker),
          ...(isRepeat ? { PROPERTY_PATH: values.path } : {}),
        },
        // The lines of one process stay together.
        onOutput: (text) => output.push(text),
      });
      const code = (await started.ended) ?? 1;
      log(`seed ${seed + worker}:`);
      process.stdout.write(output.join(""));
      return code;
    }),
  );
  return codes.find((code) => code !== 0) ?? 0;
});
