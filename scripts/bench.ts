// `npm run bench [-- name…]`: every program in bench/, or those named, one after the other.
import { globSync } from "node:fs";
import path from "node:path";
import { runScript } from "./support/cleanUp.ts";
import { PlainError } from "./support/plainError.ts";
import { root } from "./support/root.ts";
import { say } from "./support/say.ts";
import { StartedProcess } from "./support/startedProcess.ts";

await runScript(async () => {
  const names = globSync("bench/*.ts", { cwd: root }).map((file) => path.basename(file, ".ts"));
  const wanted = process.argv.slice(2);
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new PlainError(`bench/${unknown}.ts does not exist: ${names.join(", ")}`);
  let failed = 0;
  for (const name of names.toSorted()) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    say(`bench: ${name}`);
    const started = new StartedProcess(process.execPath, [path.join(root, "bench", `${name}.ts`)], {
      onOutput: (text) => process.stdout.write(text),
    });
    const code = await started.ended;
    await started.stop();
    if (code !== 0) failed += 1;
  }
  return failed === 0 ? 0 : 1;
});
