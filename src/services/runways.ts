import { type AccountStatus, headlineMeter } from "../core/accounts/accountStatus.ts";
import { estimateRunway, lookbackDays, type Runway } from "../core/forecast/runway.ts";
import type { Clock } from "./common/clock.ts";
import { type Disposable, Emitter } from "./common/emitter.ts";
import type { History } from "./history/history.ts";

export interface RunwaysOptions {
  readonly history: Pick<History, "read">;
  readonly clock: Clock;
}

interface Known {
  /** The reading and the meter that it was foretold from. */
  readonly basis: string;
  readonly runway: Runway | undefined;
}

const dayMs = 86_400_000;

/** How long each account's headline meter will last: worked out once a reading, one account at a time. */
export class Runways implements Disposable {
  readonly #options: RunwaysOptions;
  readonly #known = new Map<string, Known>();
  readonly #changed = new Emitter<void>();

  readonly onDidChange = this.#changed.event;

  constructor(options: RunwaysOptions) {
    this.#options = options;
  }

  /** As last worked out; `undefined` while it was not, for an unlimited or empty account, or without a history. */
  of(accountId: string): Runway | undefined {
    return this.#known.get(accountId)?.runway;
  }

  /** Works out what is not known yet of these accounts, and lets go of others. */
  async follow(statuses: readonly AccountStatus[]): Promise<void> {
    const ids = new Set(statuses.map(({ account }) => account.id));
    for (const id of this.#known.keys()) if (!ids.has(id)) this.#known.delete(id);
    let isNews = false;
    for (const status of statuses) {
      const basis = basisOf(status);
      if (this.#known.get(status.account.id)?.basis === basis) continue;
      this.#known.set(status.account.id, { basis, runway: await this.#workOut(status) });
      isNews = true;
      // Others in the host have their turn in between.
      await new Promise<void>((resolve) => this.#options.clock.after(0, resolve));
    }
    if (isNews) this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #workOut(status: AccountStatus): Promise<Runway | undefined> {
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
    if (spending === null) return { kind: "notEnoughData", why: "tooShort" };
    const resetsAtMs = meter.resetsAt === undefined ? {} : { resetsAtMs: Date.parse(meter.resetsAt) };
    return estimateRunway({ spending, remaining, ...resetsAtMs });
  }
}

function basisOf(status: AccountStatus): string {
  return `${headlineMeter(status)?.id} ${status.reading?.readAtMs}`;
}
