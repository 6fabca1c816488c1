// `npm run soak [-- part… --minutes n --factor n --seed n --kills n]`: windows that are killed, windows that
// work for hours, a real VS Code, and one whose extension hosts are killed. Each part prints its
// measurements.

import { hosts } from "../test/stress/soak/hosts.ts";
import { killed } from "../test/stress/soak/killed.ts";
import { parseSoakOptions, type SoakPart } from "../test/stress/soak/soakOptions.ts";
import { vscode } from "../test/stress/soak/vscode.ts";
import { windows } from "../test/stress/soak/windows.ts";
import { runScript } from "./helpers/cleanUp.ts";
import { log } from "./helpers/log.ts";

const parts = { killed, windows, vscode, hosts } satisfies Record<SoakPart, unknown>;

await runScript(async () => {
  const options = parseSoakOptions(process.argv.slice(2));
  log(`seed ${options.seed}`);
  const complaints: string[] = [];
  for (const part of options.parts) complaints.push(...(await parts[part](options)));
  for (const complaint of complaints) console.log(`✗ ${complaint}`);
  const result = complaints.length === 0 ? "✓ no complaints" : `✗ ${complaints.length} complaints`;
  console.log(`\n${result}; seed ${options.seed}`);
  return complaints.length === 0 ? 0 : 1;
});
