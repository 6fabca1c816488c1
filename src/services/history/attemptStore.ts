import type { Attempt } from "../../store/attempt.ts";

/** Keeps the attempts of accounts across restarts. No method throws for a disk that refuses. */
export interface AttemptStore {
  load(accountId: string): Promise<Attempt | undefined>;
  /** `gapMs`: a longer pause between readings is a gap. Resolves to false when it could not be kept. */
  save(accountId: string, attempt: Attempt, gapMs: number): Promise<boolean>;
  /** The provider asked not to be called before, when something else of the account was read. */
  saveRetryHold(accountId: string, untilMs: number): Promise<void>;
  /** Until when any window was asked to hold; epoch milliseconds. */
  retryHoldUntilMs(accountId: string): Promise<number | undefined>;
  /** Forgets the last attempt, and the account's history where that is to go too. */
  delete(accountId: string, history: "keep" | "delete"): Promise<void>;
  /** The accounts of which something is kept. */
  accountIds(): Promise<string[]>;
}
