// `npm run soak [-- part… --minutes n --factor n --seed n --kills n]`: windows that are killed, windows that work for hours, a
// real VS Code, and one whose extension hosts are killed; each with its figures.
import { hosts } from "./soaking/hosts.ts";
import { killed } from "./soaking/killed.ts";
import { readSoakOrder, type SoakPart } from "./soaking/soakOrder.ts";
import { vscode } from "./soaking/vscode.ts";
import { windows } from "./soaking/windows.ts";
import { runScript } from "./support/cleanUp.ts";
import { say } from "./support/say.ts";

const parts = { killed, windows, vscode, hosts } satisfies Record<SoakPart, unknown>;

await runScript(async () => {
  const order = readSoakOrder(process.argv.slice(2));
  say(`seed ${order.seed}`);
  const complaints: string[] = [];
  for (const part of order.parts) complaints.push(...(await parts[part](order)));
  for (const complaint of complaints) console.log(`✗ ${complaint}`);
  console.log(
    `\n${complaints.length === 0 ? "✓ all holds" : `✗ ${complaints.length} complaints`}; seed ${order.seed}`,
  );
  return complaints.length === 0 ? 0 : 1;
});
