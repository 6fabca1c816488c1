import { ConfigurationTarget, workspace } from "vscode";
import type { Settings, StatusBarChoice } from "../../services/common/settings.ts";
import { settingsPrefix } from "../context/ids.ts";

const choices: readonly StatusBarChoice[] = ["lowest", "pinned", "all"];
const defaultMinutes = 5;
const defaultDays = 400;

/**
 * The settings as VS Code keeps them. Every one has `scope: "application"`, and only the user's own value
 * is read, so a repository has no say. A value of the wrong type counts as the default.
 */
export const vscodeSettings: Settings = {
  accounts: () => read("accounts"),
  providers: () => read("providers"),
  refreshMinutes: () => {
    const minutes = read("refreshMinutes");
    return typeof minutes === "number" && minutes >= 1 ? minutes : defaultMinutes;
  },
  statusBarChoice: () => choices.find((choice) => choice === read("statusBar.show")) ?? "lowest",
  statusBarAlignment: () => (read("statusBar.alignment") === "left" ? "left" : "right"),
  notifications: () => read("notifications") !== false,
  historyDays: () => {
    const days = read("history.days");
    return typeof days === "number" && days >= 1 ? days : defaultDays;
  },
  hideAmounts: () => read("hideAmounts") === true,
  onDidChange: (listener) =>
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(settingsPrefix)) listener();
    }),
  setAccounts: (accounts) => write("accounts", accounts),
  setProviders: (definitions) => write("providers", definitions),
  setStatusBarChoice: (choice) => write("statusBar.show", choice),
  setHideAmounts: (isHidden) => write("hideAmounts", isHidden),
};

function read(key: string): unknown {
  const values = workspace.getConfiguration(settingsPrefix).inspect<unknown>(key);
  return values?.globalValue ?? values?.defaultValue;
}

async function write(key: string, value: unknown): Promise<void> {
  await workspace.getConfiguration(settingsPrefix).update(key, value, ConfigurationTarget.Global);
}
