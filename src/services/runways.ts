import { type AccountStatus, headlineMeter } from "../core/accounts/accountStatus.ts";
import { defined } from "../core/common/defined.ts";
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
  /** The meter and the reading that the runway was estimated from. */
  readonly key: string;
  readonly runway: Runway | undefined;
}

/** Estimates how long each account's headline meter will last: once per reading, one account at a time. */
export class Runways implements Disposable {
  readonly #options: RunwaysOptions;
  readonly #cache = new Map<string, CachedRunway>();
  readonly #changed = new Emitter<void>();

  readonly onDidChange = this.#changed.event;

  constructor(options: RunwaysOptions) {
    this.#options = options;
  }

  /** The last estimate; `undefined` before the first, for an unlimited or empty meter, and without a history. */
  get(accountId: string): Runway | undefined {
    return this.#cache.get(accountId)?.runway;
  }

  /** Estimates the runways that are not cached yet, and removes other accounts from the cache. */
  async update(statuses: readonly AccountStatus[]): Promise<void> {
    const ids = new Set(statuses.map(({ account }) => account.id));
    for (const id of this.#cache.keys()) if (!ids.has(id)) this.#cache.delete(id);
    let isChanged = false;
    for (const status of statuses) {
      const key = cacheKey(status);
      if (this.#cache.get(status.account.id)?.key === key) continue;
      this.#cache.set(status.account.id, { key, runway: await this.#estimate(status) });
      isChanged = true;
      // Lets the extension host do other work in between.
      await new Promise<void>((resolve) => this.#options.clock.after(0, resolve));
    }
    if (isChanged) this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #estimate(status: AccountStatus): Promise<Runway | undefined> {
    const meter = headlineMeter(status);
    const readAtMs = status.reading?.readAtMs ?? 0;
    const remaining = Number(meter?.remaining ?? 0);
    if (!meter || remaining <= 0) return undefined;
    const spending = await this.#options.history.read(
      (store) =>
        // `null` distinguishes a meter without recent readings from a history that is off.
        store.spending(status.account.id, meter.id, readAtMs - lookbackDays * dayMs) ?? null,
    );
    if (spending === undefined) return undefined;
    if (spending === null) return { kind: "notEnoughData", reason: "tooShort" };
    const resetsAtMs = meter.resetsAt === undefined ? undefined : Date.parse(meter.resetsAt);
    return estimateRunway({ spending, remaining, ...defined({ resetsAtMs }) });
  }
}

function cacheKey(status: AccountStatus): string {
  return `${headlineMeter(status)?.id} ${status.reading?.readAtMs}`;
}
