import { accountName } from "../helpers/fillHistory.ts";

export const keys = {
  close: "Control+Alt+Digit0",
  empty: "Control+Alt+Digit1",
  bothSources: "Control+Alt+Digit2",
  observedOnly: "Control+Alt+Digit3",
} as const;

/**
 * The content of keybindings.json. The first account has a provider's ledger, the second only observed
 * entries.
 */
export const keybindings = [
  { key: "ctrl+alt+0", command: "workbench.action.closeAllEditors" },
  { key: "ctrl+alt+1", command: "emptyWebview.open" },
  { key: "ctrl+alt+2", command: "creditMonitor.openPanel", args: { accountId: accountName(0) } },
  { key: "ctrl+alt+3", command: "creditMonitor.openPanel", args: { accountId: accountName(1) } },
];
