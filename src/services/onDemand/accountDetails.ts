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

/** Facts that a provider tells only when somebody looks. Kept while the window lives; failures add nothing. */
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

  /** Somebody looks at the account: reads what is not known yet, or no longer fresh. */
  load(account: Account): void {
    const known = this.#cache.get(account.id);
    const nowMs = this.#options.clock.now();
    if (known && Math.abs(nowMs - known.readAtMs) < staleAfterMs) return;
    const look: CachedDetails = { details: known?.details ?? [], readAtMs: nowMs };
    this.#cache.set(account.id, look);
    this.#read(account, look).catch((error: unknown) => {
      if (!this.#stop.signal.aborted) this.#options.reportBug(error);
    });
  }

  /** The account is gone; another one may take its id. */
  delete(accountId: string): void {
    this.#cache.delete(accountId);
  }

  /** Its key was changed, and may open another account: reads anew what somebody has looked at. */
  invalidate(account: Account): void {
    if (!this.#cache.delete(account.id)) return;
    this.#changed.fire();
    this.load(account);
  }

  dispose(): void {
    this.#stop.abort();
    this.#changed.dispose();
  }

  async #read(account: Account, look: CachedDetails): Promise<void> {
    const { onDemandClient, clock } = this.#options;
    const nothing = { ok: true, value: [] } as const;
    const outcome = await onDemandClient.call(
      account,
      this.#stop.signal,
      async (adapter, access) => (await adapter.readDetails?.(access)) ?? nothing,
    );
    if (!outcome.ok || this.#stop.signal.aborted || this.#cache.get(account.id) !== look) return;
    this.#cache.set(account.id, { details: outcome.value, readAtMs: clock.now() });
    this.#changed.fire();
  }
}
