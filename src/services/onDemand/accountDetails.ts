import type { Account } from "../../core/accounts/account.ts";
import type { Detail } from "../../core/readings/snapshot.ts";
import { minuteMs } from "../../core/time/durations.ts";
import type { Clock } from "../common/clock.ts";
import type { Disposable } from "../common/disposable.ts";
import { Emitter } from "../common/emitter.ts";
import type { OnDemandClient } from "./onDemandClient.ts";

export interface AccountDetailsOptions {
  readonly onDemandClient: Pick<OnDemandClient, "call">;
  readonly clock: Clock;
  readonly reportBug: (error: unknown) => void;
}

const staleAfterMs = 5 * minuteMs;

interface CachedDetails {
  readonly details: readonly Detail[];
  readonly readAtMs: number;
}

/** Details that are read only when the user looks at an account. Cached in memory; a failure changes nothing. */
export class AccountDetails implements Disposable {
  readonly #options: AccountDetailsOptions;
  readonly #cache = new Map<string, CachedDetails>();
  readonly #changed = new Emitter<void>();
  readonly #stop = new AbortController();

  readonly onDidChange = this.#changed.event;

  constructor(options: AccountDetailsOptions) {
    this.#options = options;
  }

  get(accountId: string): readonly Detail[] {
    return this.#cache.get(accountId)?.details ?? [];
  }

  /** The user looks at the account: reads its details, unless they are cached and not stale. */
  load(account: Account): void {
    const cached = this.#cache.get(account.id);
    const nowMs = this.#options.clock.now();
    if (cached && Math.abs(nowMs - cached.readAtMs) < staleAfterMs) return;
    const pending: CachedDetails = { details: cached?.details ?? [], readAtMs: nowMs };
    this.#cache.set(account.id, pending);
    this.#read(account, pending).catch((error: unknown) => {
      if (!this.#stop.signal.aborted) this.#options.reportBug(error);
    });
  }

  /** The account was removed; another account may get its id. */
  delete(accountId: string): void {
    this.#cache.delete(accountId);
  }

  /** The account's key was changed and may belong to another account: reads the cached details again. */
  invalidate(account: Account): void {
    if (!this.#cache.delete(account.id)) return;
    this.#changed.fire();
    this.load(account);
  }

  dispose(): void {
    this.#stop.abort();
    this.#changed.dispose();
  }

  async #read(account: Account, pending: CachedDetails): Promise<void> {
    const { onDemandClient, clock } = this.#options;
    const noDetails = { ok: true, value: [] } as const;
    const outcome = await onDemandClient.call(
      account,
      this.#stop.signal,
      async (adapter, context) => (await adapter.readDetails?.(context)) ?? noDetails,
    );
    if (!outcome.ok || this.#stop.signal.aborted || this.#cache.get(account.id) !== pending) return;
    this.#cache.set(account.id, { details: outcome.value, readAtMs: clock.now() });
    this.#changed.fire();
  }
}
