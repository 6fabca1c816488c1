import type { AccountStatus } from "../core/accounts/accountStatus.ts";
import { type RunwaySubject, runwaySubjects } from "../core/accounts/runwaySubjects.ts";
import { defined } from "../core/common/defined.ts";
import {
  type AccountRunway,
  estimateRunway,
  lookbackDays,
  type Runway,
  type RunwayPool,
} from "../core/forecast/runway.ts";
import { combineSpending } from "../core/forecast/spending.ts";
import type { MeterReading } from "../core/readings/snapshot.ts";
import { dayMs } from "../core/time/durations.ts";
import type { Instant } from "../core/time/instant.ts";
import type { TimeZone } from "../core/time/timeZone.ts";
import type { Disposable } from "./common/disposable.ts";
import { Emitter } from "./common/emitter.ts";
import type { History } from "./history/history.ts";

export interface RunwaysOptions {
  readonly history: Pick<History, "read">;
  /** Lets other work go first, before each account; absent where there is none. */
  readonly pause?: () => Promise<void>;
  /** Of the reader, for weekends; UTC when absent. */
  readonly timeZone?: () => TimeZone;
}

interface CachedRunway {
  /** The meters and the reading that the runway was estimated from. */
  readonly key: string;
  readonly runway: AccountRunway | undefined;
}

/** Estimates how long each account will last: once per reading, one account at a time. */
export class Runways implements Disposable {
  readonly #options: RunwaysOptions;
  readonly #cache = new Map<string, CachedRunway>();
  readonly #changed = new Emitter<void>();

  readonly onDidChange = this.#changed.event;

  constructor(options: RunwaysOptions) {
    this.#options = options;
  }

  /** The last estimate; `undefined` before the first, for an unlimited or empty account, and without a history. */
  get(accountId: string): AccountRunway | undefined {
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
      await this.#options.pause?.();
      this.#cache.set(status.account.id, { key, runway: await this.#estimate(status) });
      isChanged = true;
    }
    if (isChanged) this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #estimate(status: AccountStatus): Promise<AccountRunway | undefined> {
    const runways: AccountRunway[] = [];
    for (const subject of runwaySubjects(status)) {
      const runway = await this.#estimateSubject(status, subject);
      if (runway) runways.push({ ...runway, meterIds: subject.meters.map(({ id }) => id) });
    }
    const [first, ...others] = runways;
    return (
      first && others.reduce((earliest, next) => (endMs(next) < endMs(earliest) ? next : earliest), first)
    );
  }

  async #estimateSubject(
    { account, reading }: AccountStatus,
    { meters, remaining, resetsAt, pools }: RunwaySubject,
  ): Promise<Runway | undefined> {
    const fromMs = (reading?.readAtMs ?? 0) - lookbackDays * dayMs;
    const spending = await this.#options.history.read((store) => {
      const [first, ...others] = meters.flatMap(({ id }) => store.spending(account.id, id, fromMs) ?? []);
      // `null` distinguishes meters without recent readings from a history that is off.
      return first ? combineSpending(first, ...others) : null;
    });
    if (spending === undefined) return undefined;
    if (spending === null) return { kind: "notEnoughData", reason: "tooShort" };
    return estimateRunway({
      spending,
      remaining: Number(remaining),
      ...defined({
        resetsAtMs: parseInstant(resetsAt),
        expiresAtMs: parseInstant(reading?.snapshot.expiresAt),
        pools: pools?.map(toRunwayPool),
        timeZone: this.#options.timeZone?.(),
      }),
    });
  }
}

function toRunwayPool({ remaining, resetsAt, limit }: MeterReading): RunwayPool {
  return {
    remaining: Number(remaining),
    ...defined({
      resetsAtMs: parseInstant(resetsAt),
      limit: typeof limit === "string" ? Number(limit) : undefined,
    }),
  };
}

function parseInstant(instant: Instant | undefined): number | undefined {
  return instant === undefined ? undefined : Date.parse(instant);
}

/** The earliest instant at which it runs out; infinite when the runway has none. */
function endMs(runway: Runway): number {
  if (runway.kind === "lastsUntilExpiry") return runway.expiresAtMs;
  return runway.kind === "runsOut" ? runway.fromMs : Number.POSITIVE_INFINITY;
}

function cacheKey(status: AccountStatus): string {
  const ids = runwaySubjects(status).flatMap(({ meters }) => meters.map(({ id }) => id));
  return `${ids.join(" ")} ${status.reading?.readAtMs}`;
}
