import type { AttemptStore } from "../../src/services/history/attemptStore.ts";
import type { Attempt } from "../../src/store/attempt.ts";

/** Attempts in memory, and a record of the deletions. */
export class MemoryAttempts implements AttemptStore {
  readonly attempts = new Map<string, Attempt>();
  readonly holds = new Map<string, number>();
  readonly deleted: (readonly [accountId: string, history: "keep" | "delete"])[] = [];
  /** `load` waits for it. */
  ready: Promise<void> = Promise.resolve();

  async load(accountId: string): Promise<Attempt | undefined> {
    await this.ready;
    return this.attempts.get(accountId);
  }

  async save(accountId: string, attempt: Attempt): Promise<boolean> {
    this.attempts.set(accountId, attempt);
    return true;
  }

  async saveRetryHold(accountId: string, untilMs: number): Promise<void> {
    this.holds.set(accountId, untilMs);
  }

  async retryHoldUntilMs(accountId: string): Promise<number | undefined> {
    return this.holds.get(accountId);
  }

  async delete(accountId: string, history: "keep" | "delete"): Promise<void> {
    this.deleted.push([accountId, history]);
    this.attempts.delete(accountId);
  }

  async accountIds(): Promise<string[]> {
    return [...this.attempts.keys()];
  }
}
