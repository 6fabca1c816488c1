import type { Disposable } from "./disposable.ts";

/** The accounts that the status bar shows: the one nearest to trouble, those pinned, or all. */
export const statusBarChoices = ["lowest", "pinned", "all"] as const;
export type StatusBarChoice = (typeof statusBarChoices)[number];

/** The user's settings, as they are now. None can come from a workspace. */
export interface Settings {
  /** As written by hand; `parseAccounts` judges it. */
  accounts(): unknown;
  /** As written by hand; `parseDefinition` judges each. */
  providers(): unknown;
  refreshMinutes(): number;
  statusBarChoice(): StatusBarChoice;
  statusBarAlignment(): "left" | "right";
  notifications(): boolean;
  hideAmounts(): boolean;
  /** Days that history is kept. */
  historyDays(): number;
  onDidChange(listener: () => void): Disposable;
  /** Writes the account list to the user's settings. */
  setAccounts(accounts: readonly unknown[]): Promise<void>;
  /** Writes the list of definitions to the user's settings. */
  setProviders(definitions: readonly unknown[]): Promise<void>;
  setStatusBarChoice(choice: StatusBarChoice): Promise<void>;
  setHideAmounts(isHidden: boolean): Promise<void>;
}
