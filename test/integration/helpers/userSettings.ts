import { ConfigurationTarget, workspace } from "vscode";
import { settingsPrefix } from "../../../src/ui/context/ids.ts";
import { extension } from "./creditMonitor.ts";

/** Edits the user's settings.json through VS Code; an open window does not notice a change of the file. */
export const userSettings = {
  read(key: string): unknown {
    return workspace.getConfiguration(settingsPrefix).inspect<unknown>(key)?.globalValue;
  },
  /** `undefined` removes the setting. */
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
    await userSettings.editEntries((entryId) => (entryId === id ? changes : {}));
  },
  /** Changes several entries at once: each write takes VS Code a tenth of a second. */
  async editEntries(changesOf: (id: string) => Readonly<Record<string, unknown>>): Promise<void> {
    const edit = (entry: unknown) =>
      isRecord(entry) && typeof entry.id === "string" ? { ...entry, ...changesOf(entry.id) } : entry;
    await userSettings.writeEntries(userSettings.entries().map(edit));
  },
  /** Removes every setting of the extension. */
  async clear(): Promise<void> {
    const { properties } = extension().packageJSON.contributes.configuration;
    for (const name of Object.keys(properties)) {
      const key = name.slice(settingsPrefix.length + 1);
      if (userSettings.read(key) !== undefined) await userSettings.write(key, undefined);
    }
  },
};

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
