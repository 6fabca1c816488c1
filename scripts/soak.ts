// `npm run soak [-- part… --minutes n --factor n --seed n --kills n]`: windows that are killed, windows that work for hours, a
// real VS Code, and one whose extension hosts are killed; each with its figures.

import { runScript } from "./helpers/cleanUp.ts";
import { log } from "./helpers/log.ts";
import { hosts } from "./soak/hosts.ts";
import { killed } from "./soak/killed.ts";
import { readSoakOrder, type SoakPart } from "./soak/soakOptions.ts";
import { vscode } from "./soak/vscode.ts";
import { windows } from "./soak/windows.ts";

const parts = { killed, windows, vscode, hosts } satisfies Record<SoakPart, unknown>;

await runScript(async () => {
  const order = readSoakOrder(process.argv.slice(2));
  log(`seed ${order.seed}`);
  const complaints: string[] = [];
  for (const part of order.parts) complaints.push(...(await parts[part](order)));
  for (const complaint of complaints) console.log(`✗ ${complaint}`);
  console.log(
    `\n${complaints.length === 0 ? "✓ all holds" : `✗ ${complaints.length} complaints`}; seed ${order.seed}`,
  );
  return complaints.length === 0 ? 0 : 1;
});
