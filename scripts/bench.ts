// `npm run bench [-- name…]`: every benchmark in bench/, or those named, one after the other.
import { globSync } from "node:fs";
import path from "node:path";
import { runScript, UserError } from "./helpers/cleanUp.ts";
import { log } from "./helpers/log.ts";
import { StartedProcess } from "./helpers/process.ts";
import { root } from "./helpers/root.ts";

await runScript(async () => {
  const names = globSync("bench/*/", { cwd: root })
    .map((folder) => path.basename(folder))
    .filter((name) => name !== "helpers");
  const wanted = process.argv.slice(2);
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new UserError(`bench/${unknown} does not exist: ${names.join(", ")}`);
  let failed = 0;
  for (const name of names.toSorted()) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    log(`bench: ${name}`);
    const started = new StartedProcess(process.execPath, [path.join(root, "bench", name, `${name}.ts`)], {
      onOutput: (text) => process.stdout.write(text),
    });
    const code = await started.ended;
    await started.stop();
    if (code !== 0) failed += 1;
  }
  return failed === 0 ? 0 : 1;
});
