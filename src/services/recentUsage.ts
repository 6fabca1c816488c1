import { type AccountStatus, headlineMeter } from "../core/accounts/accountStatus.ts";
import type { DailyUsage } from "../core/history/usage.ts";
import { startOfDay, toLocalDay } from "../core/time/localDay.ts";
import type { TimeZone } from "../core/time/timeZone.ts";
import type { Clock } from "./common/clock.ts";
import type { Disposable } from "./common/disposable.ts";
import { Emitter } from "./common/emitter.ts";
import type { History } from "./history/history.ts";

/** What was consumed of an account's headline meter on the last days. */
export interface RecentDays {
  /** Oldest first; only the days that readings know of. */
  readonly days: readonly DailyUsage[];
  /** Of the last day, if that is today. */
  readonly today: DailyUsage | undefined;
}

export interface RecentUsageOptions {
  readonly history: Pick<History, "read">;
  readonly clock: Clock;
  readonly timeZone: () => TimeZone;
  /** Lets other work go first, before each account; absent where there is none. */
  readonly pause?: () => Promise<void>;
}

const dayCount = 7;

/** The consumption of each account on the last seven days: queried once per reading, one account at a time. */
export class RecentUsage implements Disposable {
  readonly #options: RecentUsageOptions;
  readonly #cache = new Map<string, { readonly key: string; readonly recent: RecentDays | undefined }>();
  readonly #changed = new Emitter<void>();

  readonly onDidChange = this.#changed.event;

  constructor(options: RecentUsageOptions) {
    this.#options = options;
  }

  /** `undefined` before the first query, and without a history. */
  get(accountId: string): RecentDays | undefined {
    return this.#cache.get(accountId)?.recent;
  }

  /** Queries the accounts that were read since the last call, or all on another day. */
  async update(statuses: readonly AccountStatus[]): Promise<void> {
    const ids = new Set(statuses.map(({ account }) => account.id));
    for (const id of this.#cache.keys()) if (!ids.has(id)) this.#cache.delete(id);
    const { clock, timeZone } = this.#options;
    const today = toLocalDay(clock.now(), timeZone());
    let isChanged = false;
    for (const status of statuses) {
      const { id } = status.account;
      const meterId = headlineMeter(status)?.id;
      const key = `${today} ${status.reading?.readAtMs} ${meterId}`;
      if (meterId === undefined || this.#cache.get(id)?.key === key) continue;
      await this.#options.pause?.();
      this.#cache.set(id, { key, recent: await this.#query(id, meterId, today) });
      isChanged = true;
    }
    if (isChanged) this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #query(accountId: string, meterId: string, today: string): Promise<RecentDays | undefined> {
    const timeZone = this.#options.timeZone();
    const fromMs = startOfDay(today, timeZone, 1 - dayCount);
    const range = { fromMs, toMs: this.#options.clock.now() + 1, timeZone };
    const days = await this.#options.history.read((store) => store.consumption(accountId, meterId, range));
    if (!days || days.length === 0) return undefined;
    const last = days.at(-1);
    return { days, today: last?.day === today ? last : undefined };
  }
}
