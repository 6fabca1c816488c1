/** Identifiers that package.json declares and other extensions may use. They never change. */
export const extensionId = "credit-monitor.credit-monitor";
export const settingsPrefix = "creditMonitor";
export const statusBarId = "creditMonitor";
export const panelViewType = "creditMonitor.panel";
export const accountsViewId = "creditMonitor.accounts";
export const mcpProviderId = "credit-monitor.accounts";
export const agentToolName = "credit-monitor_check_credits";

const commandNames = [
  "addAccount",
  "setKey",
  "editAccount",
  "removeAccount",
  "refresh",
  "openPanel",
  "checkCredits",
  "exportLedger",
  "connectAgent",
  "disconnectAgent",
  "installCommandLineTool",
  "removeCommandLineTool",
  "copyStatement",
  "copyDiagnostics",
  "tryProvider",
  "trySample",
  "removeSample",
  "chooseStatusBar",
  "toggleHideAmounts",
  "showLog",
  "openOverview",
  "enterKey",
  "hideAccount",
  "showHiddenAccounts",
  "moveAccountUp",
  "moveAccountDown",
  "groupAccounts",
  "ungroupAccounts",
  "openSettings",
  "importKeys",
  "pinAccount",
  "copyAmount",
  "copySummary",
  "openDashboard",
  "openTopUp",
  "openStatusPage",
] as const;

export type CommandName = (typeof commandNames)[number];

/** The command ids by name: `creditMonitor.addAccount` and so on. */
export const commandIds = Object.fromEntries(
  commandNames.map((name) => [name, `${settingsPrefix}.${name}`]),
) as { readonly [Name in CommandName]: `${typeof settingsPrefix}.${Name}` };
