import { type AccountStatus, headlineMeter } from "../core/accounts/accountStatus.ts";
import { estimateRunway, lookbackDays, type Runway } from "../core/forecast/runway.ts";
import { dayMs } from "../core/time/durations.ts";
import type { Clock } from "./common/clock.ts";
import type { Disposable } from "./common/disposable.ts";
import { Emitter } from "./common/emitter.ts";
import type { History } from "./history/history.ts";

export interface RunwaysOptions {
  readonly history: Pick<History, "read">;
  readonly clock: Clock;
}

interface CachedRunway {
  /** The reading and the meter that it was foretold from. */
  readonly key: string;
  readonly runway: Runway | undefined;
}

/** How long each account's headline meter will last: worked out once a reading, one account at a time. */
export class Runways implements Disposable {
  readonly #options: RunwaysOptions;
  readonly #cache = new Map<string, CachedRunway>();
  readonly #changed = new Emitter<void>();

  readonly onDidChange = this.#changed.event;

  constructor(options: RunwaysOptions) {
    this.#options = options;
  }

  /** As last worked out; `undefined` while it was not, for an unlimited or empty account, or without a history. */
  get(accountId: string): Runway | undefined {
    return this.#cache.get(accountId)?.runway;
  }

  /** Works out what is not known yet of these accounts, and lets go of others. */
  async update(statuses: readonly AccountStatus[]): Promise<void> {
    const ids = new Set(statuses.map(({ account }) => account.id));
    for (const id of this.#cache.keys()) if (!ids.has(id)) this.#cache.delete(id);
    let isNews = false;
    for (const status of statuses) {
      const key = cacheKey(status);
      if (this.#cache.get(status.account.id)?.key === key) continue;
      this.#cache.set(status.account.id, { key, runway: await this.#forecast(status) });
      isNews = true;
      // Others in the host have their turn in between.
      await new Promise<void>((resolve) => this.#options.clock.after(0, resolve));
    }
    if (isNews) this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #forecast(status: AccountStatus): Promise<Runway | undefined> {
    const meter = headlineMeter(status);
    const readAtMs = status.reading?.readAtMs ?? 0;
    const remaining = Number(meter?.remaining ?? 0);
    if (!meter || remaining <= 0) return undefined;
    const spending = await this.#options.history.read(
      (store) =>
        // Nothing read since is a spending too; null tells it from a history that is off.
        store.spending(status.account.id, meter.id, readAtMs - lookbackDays * dayMs) ?? null,
    );
    if (spending === undefined) return undefined;
    if (spending === null) return { kind: "notEnoughData", reason: "tooShort" };
    const resetsAtMs = meter.resetsAt === undefined ? {} : { resetsAtMs: Date.parse(meter.resetsAt) };
    return estimateRunway({ spending, remaining, ...resetsAtMs });
  }
}

function cacheKey(status: AccountStatus): string {
  return `${headlineMeter(status)?.id} ${status.reading?.readAtMs}`;
}
