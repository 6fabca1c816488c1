import type { Reading } from "../core/accounts/accountStatus.ts";
import type { Failure } from "../core/readings/failure.ts";

/** What is kept of an account's polling: its last good reading and how the last attempt ended. */
export interface Attempt {
  /** Where it was read; a reading of another source is another account's. */
  readonly source: string;
  readonly reading?: Reading;
  /** Why the last attempt failed; absent after a good one. */
  readonly failure?: Failure;
  /** Attempts in a row that failed. */
  readonly failures: number;
  /** When the last attempt ended, in epoch milliseconds. */
  readonly attemptedAtMs: number;
  /** 0…1: the draw that spreads the next attempt, so that all windows reckon with one instant. */
  readonly jitter?: number;
}
