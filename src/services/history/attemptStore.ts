import type { Attempt } from "../../store/attempt.ts";
import type { Clock } from "../common/clock.ts";
import type { History } from "./history.ts";

/** Stores the attempts of accounts across restarts. No method rejects because of the disk. */
export interface AttemptStore {
  load(accountId: string): Promise<Attempt | undefined>;
  /**
   * Saves how an attempt ended and adds a good reading to the history. `maxPauseMs`: a longer pause between readings
   * counts as a gap. False when it could not be saved.
   */
  save(accountId: string, attempt: Attempt, maxPauseMs: number): Promise<boolean>;
  /** The provider asked for a pause when other data of the account was read, such as its ledger. */
  saveRetryHold(accountId: string, untilMs: number): Promise<void>;
  /** The end of that pause for all windows, in epoch milliseconds. */
  retryHoldUntilMs(accountId: string): Promise<number | undefined>;
  /** Deletes the last attempt and, if asked, the account's history. */
  delete(accountId: string, history: "keep" | "delete"): Promise<void>;
  /** The accounts with stored data. */
  accountIds(): Promise<string[]>;
}

export function createAttemptStore(history: History, clock: Clock): AttemptStore {
  return {
    load: (accountId) => history.read((store) => store.loadAttempt(accountId)),
    save: (accountId, attempt, maxPauseMs) =>
      history.write(accountId, (store) => store.saveAttempt(accountId, attempt, maxPauseMs)),
    saveRetryHold: (accountId, untilMs) =>
      history.coordinate((store) => store.saveRetryHold(accountId, untilMs, clock.now())),
    retryHoldUntilMs: (accountId) =>
      history.coordinate((store) => store.retryHoldUntilMs(accountId, clock.now())),
    delete: async (accountId, kind) => {
      await history.write(accountId, (store) => {
        if (kind === "delete") store.deleteAccount(accountId);
        else store.deleteAttempt(accountId);
      });
    },
    accountIds: async () => (await history.read((store) => store.accountIds())) ?? [],
  };
}
