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

const separator = " · ";
const unread = "–";
const retryMs = 250;

/** Packs the extension, and the driver beside it that adds the sample accounts; returns their files. */
export async function packDemo(): Promise<readonly string[]> {
  await buildBundles();
  return await Promise.all([packVsix(), packExtension("scripts/demoDriver", "driver")]);
}

/** Reads the status bar item until it shows `count` balances; throws what it showed last when time is up. */
export async function readBalances(
  window: WorkbenchWindow,
  count: number,
  limitMs: number,
): Promise<ShownBalances> {
  const item = window.statusBarItem();
  let shown = "";
  for (const until = Date.now() + limitMs; Date.now() < until; await wait(retryMs)) {
    if ((await item.count()) === 0) continue;
    shown = ((await item.textContent()) ?? "").trim();
    const entries = shown.split(separator).map((entry) => entry.trim());
    if (entries.length < count || entries.some((entry) => entry.endsWith(unread))) continue;
    const link = item.locator("[aria-label]").first();
    return { entries, ariaLabel: (await link.getAttribute("aria-label")) ?? "" };
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
