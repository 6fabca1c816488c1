import type { Account } from "../../src/core/accounts/account.ts";
import { type Outcome, success } from "../../src/core/readings/outcome.ts";
import type { Snapshot } from "../../src/core/readings/snapshot.ts";
import { minuteMs } from "../../src/core/time/durations.ts";
import { meterOf, snapshotOf } from "./accountStatus.ts";
import type { FakeClock } from "./fakeClock.ts";

export interface PendingRead {
  readonly accountId: string;
  readonly atMs: number;
  readonly signal: AbortSignal;
  answer(outcome: Outcome<Snapshot>): void;
  fail(error: unknown): void;
}

/** A fake reader: `outcome` answers each read at once; while `isPaused`, a read waits for its `answer`. */
export class GatedReader {
  readonly reads: PendingRead[] = [];
  readonly #clock: FakeClock;
  outcome: (account: Account) => Outcome<Snapshot> = () => goodOutcome("1");
  isPaused = false;
  inFlight = 0;
  maxInFlight = 0;

  constructor(clock: FakeClock) {
    this.#clock = clock;
  }

  readonly read = async (account: Account, signal: AbortSignal): Promise<Outcome<Snapshot>> => {
    const { promise, resolve, reject } = Promise.withResolvers<Outcome<Snapshot>>();
    const { id: accountId } = account;
    this.reads.push({ accountId, atMs: this.#clock.now(), signal, answer: resolve, fail: reject });
    signal.addEventListener("abort", () => reject(signal.reason));
    this.inFlight += 1;
    this.maxInFlight = Math.max(this.maxInFlight, this.inFlight);
    try {
      return this.isPaused ? await promise : this.outcome(account);
    } finally {
      this.inFlight -= 1;
    }
  };

  /** The instants at which an account was read, in minutes since `sinceMs`. */
  readMinutes(accountId: string, sinceMs: number): number[] {
    return this.reads
      .filter((read) => read.accountId === accountId)
      .map(({ atMs }) => (atMs - sinceMs) / minuteMs);
  }
}

export function goodOutcome(remaining: string): Outcome<Snapshot> {
  return success(snapshotOf([meterOf(remaining)]));
}
