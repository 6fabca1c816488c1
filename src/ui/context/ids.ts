/** Identifiers that package.json declares and other extensions may use. They never change. */
export const extensionId = "credit-monitor.credit-monitor";
export const settingsPrefix = "creditMonitor";
export const statusBarId = "creditMonitor";
export const panelViewType = "creditMonitor.panel";
export const agentToolName = "credit-monitor_check_credits";

export const commandIds = {
  addAccount: "creditMonitor.addAccount",
  setKey: "creditMonitor.setKey",
  editAccount: "creditMonitor.editAccount",
  removeAccount: "creditMonitor.removeAccount",
  refresh: "creditMonitor.refresh",
  openPanel: "creditMonitor.openPanel",
  checkCredits: "creditMonitor.checkCredits",
  exportLedger: "creditMonitor.exportLedger",
  copyDiagnostics: "creditMonitor.copyDiagnostics",
  tryProvider: "creditMonitor.tryProvider",
  trySample: "creditMonitor.trySample",
  removeSample: "creditMonitor.removeSample",
  chooseStatusBar: "creditMonitor.chooseStatusBar",
  toggleHideAmounts: "creditMonitor.toggleHideAmounts",
  showLog: "creditMonitor.showLog",
} as const;

export type CommandName = keyof typeof commandIds;
