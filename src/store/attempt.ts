import type { Reading } from "../core/accounts/accountStatus.ts";
import type { Failure } from "../core/readings/failure.ts";

/** The stored state of polling one account: its last good reading and how the last attempt ended. */
export interface Attempt {
  /** Where the account was read; see `accountSource`. A reading of another source belongs to another account. */
  readonly source: string;
  readonly reading?: Reading;
  /** Why the last attempt failed; absent after a good one. */
  readonly failure?: Failure;
  /** How many attempts in a row failed. */
  readonly failures: number;
  /** When the last attempt ended, in epoch milliseconds. */
  readonly attemptedAtMs: number;
  /** 0…1: the random number that spreads the next attempt. Stored so that all windows compute the same time. */
  readonly jitter?: number;
}
