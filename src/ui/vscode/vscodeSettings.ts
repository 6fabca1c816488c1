import { ConfigurationTarget, workspace } from "vscode";
import { isSampleEntry } from "../../services/accounts/sampleId.ts";
import { toEntries } from "../../services/accounts/settingsEntries.ts";
import {
  type Settings,
  settingsWriteError,
  statusBarChoices,
  statusBarSides,
} from "../../services/common/settings.ts";
import { settingsPrefix } from "../context/ids.ts";

/**
 * The settings in VS Code. All have `scope: "application"`, and only the user's own value is read, so that a repository
 * cannot change one. A value of the wrong type counts as the default, which package.json states.
 */
export const vscodeSettings: Settings = {
  accounts: () => {
    const samples = toEntries(read("sampleAccounts", isPresent));
    const accounts = read("accounts", isPresent);
    return samples.length === 0 ? accounts : [...toEntries(accounts), ...samples];
  },
  providers: () => read("providers", isPresent),
  refreshMinutes: () => read("refreshMinutes", isAtLeastOne),
  statusBar: () => ({
    show: read("statusBar.show", isOneOf(statusBarChoices)),
    alignment: read("statusBar.alignment", isOneOf(statusBarSides)),
    priority: read("statusBar.priority", isNumber),
    template: read("statusBar.template", isTemplate),
    itemPerAccount: read("statusBar.itemPerAccount", isBoolean),
  }),
  isGroupedByProvider: () => read("view.groupByProvider", isBoolean),
  notifications: () => read("notifications", isBoolean),
  historyDays: () => read("history.days", isAtLeastOne),
  hideAmounts: () => read("hideAmounts", isBoolean),
  onDidChange: (listener) =>
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(settingsPrefix)) listener();
    }),
  setAccounts: async (entries) => {
    // Settings Sync leaves the sample accounts on this machine, where their server is.
    const isSample = (entry: unknown) => typeof entry === "object" && entry !== null && isSampleEntry(entry);
    await writeEntries(
      "accounts",
      entries.filter((entry) => !isSample(entry)),
    );
    await writeEntries("sampleAccounts", entries.filter(isSample));
  },
  setProviders: (definitions) => write("providers", definitions),
  setStatusBar: async (changes) => {
    for (const [key, value] of Object.entries(changes)) await write(`statusBar.${key}`, value);
  },
  setGroupedByProvider: (isGrouped) => write("view.groupByProvider", isGrouped),
  setHideAmounts: (isHidden) => write("hideAmounts", isHidden),
};

/**
 * What was read since the last change of any setting. Looking a value up takes VS Code up to half a millisecond, and an idle
 * window with many accounts needs hundreds of values a minute.
 */
const inspected = new Map<string, { readonly globalValue?: unknown; readonly defaultValue?: unknown }>();
// Registered before the listeners of `onDidChange`, which read the new values.
workspace.onDidChangeConfiguration(() => inspected.clear());

function read<T>(key: string, isValid: (value: unknown) => value is T): T {
  let values = inspected.get(key);
  if (!values) {
    values = workspace.getConfiguration(settingsPrefix).inspect<unknown>(key) ?? {};
    inspected.set(key, values);
  }
  const { globalValue, defaultValue } = values;
  return isValid(globalValue) ? globalValue : (defaultValue as T);
}

async function writeEntries(key: string, entries: readonly unknown[]): Promise<void> {
  const current = read(key, isPresent);
  if (JSON.stringify(toEntries(current)) === JSON.stringify(entries)) return;
  await write(key, entries.length === 0 && key === "sampleAccounts" ? undefined : entries);
}

async function write(key: string, value: unknown): Promise<void> {
  try {
    await workspace.getConfiguration(settingsPrefix).update(key, value, ConfigurationTarget.Global);
  } catch (error) {
    if (error instanceof Error) error.name = settingsWriteError;
    throw error;
  }
}

function isPresent(value: unknown): value is unknown {
  return value !== undefined && value !== null;
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === "boolean";
}

function isAtLeastOne(value: unknown): value is number {
  return typeof value === "number" && value >= 1;
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

const maxTemplateLength = 200;

function isTemplate(value: unknown): value is string {
  return typeof value === "string" && value.length <= maxTemplateLength;
}

function isOneOf<T>(values: readonly T[]): (value: unknown) => value is T {
  return (value): value is T => values.some((one) => one === value);
}
