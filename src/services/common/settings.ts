import type { Disposable } from "./disposable.ts";

/** The accounts that the status bar shows: the one closest to running out, those pinned, or all. */
export const statusBarChoices = ["lowest", "pinned", "all"] as const;
export type StatusBarChoice = (typeof statusBarChoices)[number];
export const statusBarSides = ["right", "left"] as const;

/** How the status bar looks. */
export interface StatusBarSettings {
  readonly show: StatusBarChoice;
  readonly alignment: (typeof statusBarSides)[number];
  /** Higher is further to the left. */
  readonly priority: number;
  /** The text of an account, with fields such as `${label}`; empty for the usual one. */
  readonly template: string;
  /** An item of its own for each account that is shown. */
  readonly itemPerAccount: boolean;
}

/** The name of the error with which a write rejects when the settings cannot be written, as where the file has a mistake. */
export const settingsWriteError = "SettingsWriteError";

/** The current values of the user's settings. A workspace cannot set any of them. */
export interface Settings {
  /** As the user wrote it; `parseAccounts` validates it. */
  accounts(): unknown;
  /** As the user wrote it; `parseDefinition` validates each definition. */
  providers(): unknown;
  refreshMinutes(): number;
  statusBar(): StatusBarSettings;
  /** Whether the view lists the accounts under their providers. */
  isGroupedByProvider(): boolean;
  notifications(): boolean;
  hideAmounts(): boolean;
  /** For how many days the history is kept. */
  historyDays(): number;
  onDidChange(listener: () => void): Disposable;
  /** Writes the account list to the user's settings. */
  setAccounts(accounts: readonly unknown[]): Promise<void>;
  /** Writes the list of definitions to the user's settings. */
  setProviders(definitions: readonly unknown[]): Promise<void>;
  setStatusBar(changes: Partial<StatusBarSettings>): Promise<void>;
  setGroupedByProvider(isGrouped: boolean): Promise<void>;
  setHideAmounts(isHidden: boolean): Promise<void>;
}
