import type { AccountMark } from "../../core/accounts/accountMark.ts";

/** The codicon of each mark. */
export const markIcons = {
  ok: "$(pass)",
  low: "$(warning)",
  empty: "$(error)",
  unknown: "$(circle-large-outline)",
  needsUser: "$(key)",
  failing: "$(debug-disconnect)",
} satisfies Record<AccountMark, string>;
