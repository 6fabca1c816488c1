import type { AttemptStore } from "../../src/services/history/attemptStore.ts";
import type { Attempt } from "../../src/store/attempt.ts";

/** Attempts in memory, with what was asked of it. */
export class MemoryAttempts implements AttemptStore {
  readonly kept = new Map<string, Attempt>();
  readonly held = new Map<string, number>();
  readonly deleted: (readonly [accountId: string, history: "keep" | "delete"])[] = [];
  /** Awaited before an attempt is told. */
  opening: Promise<void> = Promise.resolve();

  async load(accountId: string): Promise<Attempt | undefined> {
    await this.opening;
    return this.kept.get(accountId);
  }

  async save(accountId: string, attempt: Attempt): Promise<boolean> {
    this.kept.set(accountId, attempt);
    return true;
  }

  async hold(accountId: string, untilMs: number): Promise<void> {
    this.held.set(accountId, untilMs);
  }

  async heldUntilMs(accountId: string): Promise<number | undefined> {
    return this.held.get(accountId);
  }

  async delete(accountId: string, history: "keep" | "delete"): Promise<void> {
    this.deleted.push([accountId, history]);
    this.kept.delete(accountId);
  }

  async accountIds(): Promise<string[]> {
    return [...this.kept.keys()];
  }
}
