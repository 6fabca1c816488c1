import type { Account } from "../../core/accounts/account.ts";
import type { Detail } from "../../core/readings/snapshot.ts";
import type { Clock } from "../common/clock.ts";
import { type Disposable, Emitter } from "../common/emitter.ts";
import type { OnDemandClient } from "./onDemandClient.ts";

export interface AccountDetailsOptions {
  readonly onDemandClient: Pick<OnDemandClient, "call">;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
}

const freshMs = 5 * 60_000;

interface Known {
  readonly details: readonly Detail[];
  readonly lookedAtMs: number;
}

/** Facts that a provider tells only when somebody looks. Kept while the window lives; failures add nothing. */
export class AccountDetails implements Disposable {
  readonly #options: AccountDetailsOptions;
  readonly #known = new Map<string, Known>();
  readonly #changed = new Emitter<void>();
  readonly #stop = new AbortController();

  readonly onDidChange = this.#changed.event;

  constructor(options: AccountDetailsOptions) {
    this.#options = options;
  }

  of(accountId: string): readonly Detail[] {
    return this.#known.get(accountId)?.details ?? [];
  }

  /** Somebody looks at the account: reads what is not known yet, or no longer fresh. */
  look(account: Account): void {
    const known = this.#known.get(account.id);
    const nowMs = this.#options.clock.now();
    if (known && Math.abs(nowMs - known.lookedAtMs) < freshMs) return;
    const look: Known = { details: known?.details ?? [], lookedAtMs: nowMs };
    this.#known.set(account.id, look);
    this.#read(account, look).catch((error: unknown) => {
      if (!this.#stop.signal.aborted) this.#options.onError(error);
    });
  }

  /** The account is gone; another one may take its id. */
  forget(accountId: string): void {
    this.#known.delete(accountId);
  }

  /** Its key was changed, and may open another account: reads anew what somebody has looked at. */
  renew(account: Account): void {
    if (!this.#known.delete(account.id)) return;
    this.#changed.fire();
    this.look(account);
  }

  dispose(): void {
    this.#stop.abort();
    this.#changed.dispose();
  }

  async #read(account: Account, look: Known): Promise<void> {
    const { onDemandClient, clock } = this.#options;
    const nothing = { ok: true, value: [] } as const;
    const outcome = await onDemandClient.call(
      account,
      this.#stop.signal,
      async (adapter, its) => (await adapter.readDetails?.(its)) ?? nothing,
    );
    if (!outcome.ok || this.#stop.signal.aborted || this.#known.get(account.id) !== look) return;
    this.#known.set(account.id, { details: outcome.value, lookedAtMs: clock.now() });
    this.#changed.fire();
  }
}
