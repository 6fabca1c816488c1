import { setTimeout as wait } from "node:timers/promises";
import { UserError } from "../helpers/userError.ts";
import type { WorkbenchWindow } from "../workbench/workbenchWindow.ts";

export interface ShownBalances {
  /** An entry an account, such as `Poof 3,766`. */
  readonly entries: readonly string[];
  /** What a screen reader says. */
  readonly spoken: string;
}

const separator = " · ";
const unread = "–";

/** Reads the status bar item until it shows `count` balances; throws what it showed last when time is up. */
export async function shownBalances(
  window: WorkbenchWindow,
  count: number,
  limitMs: number,
): Promise<ShownBalances> {
  const item = window.statusBarItem();
  let shown = "";
  for (const until = Date.now() + limitMs; Date.now() < until; await wait(250)) {
    if ((await item.count()) === 0) continue;
    shown = ((await item.textContent()) ?? "").trim();
    const entries = shown.split(separator).map((entry) => entry.trim());
    if (entries.length < count || entries.some((entry) => entry.endsWith(unread))) continue;
    const link = item.locator("[aria-label]").first();
    return { entries, spoken: (await link.getAttribute("aria-label")) ?? "" };
  }
  const seen = shown === "" ? "nothing" : `“${shown}”`;
  throw new UserError(
    `Not all ${count} balances were read within ${limitMs / 1000} s: the status bar shows ${seen}.`,
  );
}
