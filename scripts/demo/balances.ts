import { setTimeout as wait } from "node:timers/promises";
import { UserError } from "../helpers/cleanUp.ts";
import { buildBundles, packVsix } from "../packaging/packVsix.ts";
import { packExtension } from "../packaging/vsce.ts";
import type { WorkbenchWindow } from "../workbench/workbenchWindow.ts";

/** What the status bar item shows. */
export interface ShownBalances {
  /** A text for each account, such as `Poof 3,766`. */
  readonly entries: readonly string[];
  /** What a screen reader says. */
  readonly ariaLabel: string;
}

/** With one item for each account, the status bar shows all of them, however narrow the window is. */
export const balanceSettings = {
  "creditMonitor.statusBar.show": "all",
  "creditMonitor.statusBar.itemPerAccount": true,
};

const unread = "–";
const retryMs = 250;

/** Packs the extension, and the driver beside it that adds the sample accounts; returns their files. */
export async function packDemo(): Promise<readonly string[]> {
  await buildBundles();
  return await Promise.all([packVsix(), packExtension("scripts/demoDriver", "driver")]);
}

/** Reads the status bar items until they show `count` balances; throws what they showed last when time is up. */
export async function readBalances(
  window: WorkbenchWindow,
  count: number,
  limitMs: number,
): Promise<ShownBalances> {
  const items = window.statusBarItems();
  let shown = "";
  for (const until = Date.now() + limitMs; Date.now() < until; await wait(retryMs)) {
    const entries = (await items.allTextContents()).map((entry) => entry.trim());
    shown = entries.join(" · ");
    if (entries.length < count || entries.some((entry) => entry.endsWith(unread))) continue;
    const links = await items.locator("a[aria-label]").all();
    const labels = await Promise.all(links.map((link) => link.getAttribute("aria-label")));
    return { entries, ariaLabel: labels.join("\n  ") };
  }
  const seen = shown === "" ? "nothing" : `“${shown}”`;
  throw new UserError(
    `Not all ${count} balances were read within ${limitMs / 1000} s: the status bar shows ${seen}.`,
  );
}

/** Prints the balances as a table, and the words that a screen reader says. */
export function printBalances({ entries, ariaLabel }: ShownBalances): void {
  const rows = entries.map((entry) => {
    const at = entry.lastIndexOf(" ");
    return [entry.slice(0, at), entry.slice(at + 1)] as const;
  });
  const width = Math.max(...rows.map(([name]) => name.length));
  console.log("\nThe status bar shows:");
  for (const [name, amount] of rows) console.log(`  ${name.padEnd(width)}  ${amount.padStart(12)}`);
  console.log(`A screen reader says:\n  ${ariaLabel}\n`);
}
