import { ConfigurationTarget, workspace } from "vscode";
import { settingsPrefix } from "../../../src/ids.ts";

/** The user's settings.json as a person edits it; an open window does not see the file change by itself. */
export const userSettings = {
  read(key: string): unknown {
    return workspace.getConfiguration(settingsPrefix).inspect<unknown>(key)?.globalValue;
  },
  /** `undefined` takes the line out. */
  async write(key: string, value: unknown): Promise<void> {
    await workspace.getConfiguration(settingsPrefix).update(key, value, ConfigurationTarget.Global);
  },
  entries(): readonly unknown[] {
    const value = userSettings.read("accounts");
    return Array.isArray(value) ? value : [];
  },
  async writeEntries(entries: readonly unknown[]): Promise<void> {
    await userSettings.write("accounts", entries);
  },
  entry(id: string): Readonly<Record<string, unknown>> | undefined {
    return userSettings
      .entries()
      .filter(isRecord)
      .find((entry) => entry.id === id);
  },
  /** Changes one entry and leaves the others as they are. */
  async editEntry(id: string, changes: Readonly<Record<string, unknown>>): Promise<void> {
    const edit = (entry: unknown) => (isRecord(entry) && entry.id === id ? { ...entry, ...changes } : entry);
    await userSettings.writeEntries(userSettings.entries().map(edit));
  },
};

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
