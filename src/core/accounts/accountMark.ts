import { type FailureKind, needsUserAction } from "../readings/failure.ts";
import type { Level } from "./accountState.ts";

/** What the icon of an account says: its level, or that it cannot be read, and whether only the user can help. */
export type AccountMark = Level | "needsUser" | "failing";

/** What of an account decides its mark. `problem`: why the last attempt failed. */
export interface MarkedAccount {
  readonly level: Level;
  readonly problem?: { readonly kind: FailureKind };
}

/** The most urgent thing: empty, needs the user, low, cannot be read. Never `ok` for what cannot be read. */
export function markOf({ level, problem }: MarkedAccount): AccountMark {
  if (level === "empty" || !problem) return level;
  if (needsUserAction(problem.kind)) return "needsUser";
  return level === "low" ? level : "failing";
}

/** Everything that is to be said, the level first where it is known: a low account that cannot be read is both. */
export function marksOf(account: MarkedAccount): readonly AccountMark[] {
  const { level, problem } = account;
  if (!problem) return [level];
  const trouble = needsUserAction(problem.kind) ? "needsUser" : "failing";
  return level === "low" || level === "empty" ? [level, trouble] : [trouble];
}
