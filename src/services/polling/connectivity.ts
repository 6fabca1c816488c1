import type { ScheduleInput } from "../../core/readings/schedule.ts";
import type { Clock } from "../common/clock.ts";
import type { PolledAccount } from "./polledAccount.ts";

export interface ConnectivityOptions {
  readonly clock: Clock;
  /** 0…1 */
  readonly random: () => number;
  readonly all: () => readonly PolledAccount[];
  /** Where the requests of an account go. */
  readonly originOf: (polled: PolledAccount) => string;
}

/** The time between two requests of a computer without network: they are only to notice that it is back. */
const probeIntervalMs = 10_000;
/** The accounts that the network keeps waiting are tried again within this time, spread. */
const maxSpreadMs = 30_000;
const spreadPerAccountMs = 1_000;
/** A window that is focused again and again does not try again each time. */
const minRetryAgeMs = 15_000;
/** The poller wakes at least every 20 seconds; after a longer pause the computer was asleep. */
const minSleepMs = 60_000;

/** Knows as much of the network as the accounts' requests show, and has them tried again when it may be back. */
export class Connectivity {
  readonly #options: ConnectivityOptions;
  #probedAtMs = 0;
  #tickedAtMs: number;

  constructor(options: ConnectivityOptions) {
    this.#options = options;
    this.#tickedAtMs = options.clock.now();
  }

  /** What the last request of an account says; `undefined` when it reached the provider. */
  unreached(polled: PolledAccount): ScheduleInput["unreached"] {
    const { all, originOf } = this.#options;
    const { unreachedSinceMs: sinceMs } = polled.reach;
    if (sinceMs === undefined) return undefined;
    const origin = originOf(polled);
    if (isLoopback(origin)) return "host";
    // A server on this computer answers without a network.
    const others = all().filter((other) => other !== polled && !isLoopback(originOf(other)));
    if (others.some(({ reach }) => (reach.reachedAtMs ?? Number.NEGATIVE_INFINITY) >= sinceMs)) return "host";
    // One host that refuses connections may be down itself; several at once are not.
    const isAlone = !others.some(
      (other) => other.reach.unreachedSinceMs !== undefined && originOf(other) !== origin,
    );
    return polled.isRefused && isAlone ? "host" : "offline";
  }

  /** When a read that is due may start: without a network only one at a time, and seldom. */
  notBeforeMs(polled: PolledAccount): number {
    const nowMs = this.#options.clock.now();
    if (polled.reach.retryDueMs(nowMs) !== undefined || this.unreached(polled) !== "offline") {
      return Number.NEGATIVE_INFINITY;
    }
    // A probe in the future was before the clock was set back.
    return this.#probedAtMs > nowMs ? nowMs : this.#probedAtMs + probeIntervalMs;
  }

  /** Of accounts that are due, those that are to be read now. */
  select(due: readonly PolledAccount[]): readonly PolledAccount[] {
    const { all, clock } = this.#options;
    const isProbe = (polled: PolledAccount) => Number.isFinite(this.notBeforeMs(polled));
    const probes = due.filter(isProbe);
    const [probe] = probes.toSorted(
      (a, b) => (a.attempt?.attemptedAtMs ?? 0) - (b.attempt?.attemptedAtMs ?? 0),
    );
    const others = due.filter((polled) => !probes.includes(polled));
    const isProbing = all().some((polled) => polled.activeRead !== undefined && isProbe(polled));
    if (!probe || isProbing || this.notBeforeMs(probe) > clock.now()) return others;
    this.#probedAtMs = clock.now();
    return [...others, probe];
  }

  /** To be called on each wake-up of the poller: after a sleep the network may be another one. */
  onTick(): void {
    const nowMs = this.#options.clock.now();
    const pauseMs = nowMs - this.#tickedAtMs;
    this.#tickedAtMs = nowMs;
    if (pauseMs > minSleepMs) this.retryUnreached();
  }

  /** An attempt ended. `wasUnreached`: which accounts counted as offline before it. */
  onAttempt(polled: PolledAccount, wasUnreached: boolean, offline: readonly PolledAccount[]): void {
    if (polled.reach.unreachedSinceMs !== undefined) return;
    const waiting = wasUnreached
      ? this.#options.all().filter(({ reach }) => reach.unreachedSinceMs !== undefined)
      : offline.filter((other) => other !== polled);
    this.#retry(waiting);
  }

  /** Someone is back, or the computer: accounts whose providers were not reached are tried again. */
  retryUnreached(): void {
    const nowMs = this.#options.clock.now();
    this.#retry(
      this.#options.all().filter(({ reach, attempt, activeRead }) => {
        const ageMs = nowMs - (attempt?.attemptedAtMs ?? 0);
        return reach.unreachedSinceMs !== undefined && !activeRead && Math.abs(ageMs) >= minRetryAgeMs;
      }),
    );
  }

  /** The accounts that count as offline now. */
  offline(): readonly PolledAccount[] {
    return this.#options.all().filter((polled) => this.unreached(polled) === "offline");
  }

  #retry(waiting: readonly PolledAccount[]): void {
    const { clock, random } = this.#options;
    const spreadMs = Math.min(maxSpreadMs, spreadPerAccountMs * waiting.length);
    for (const { reach } of waiting) reach.retryAt(clock.now() + spreadMs * random());
  }
}

function isLoopback(origin: string): boolean {
  return /^https?:\/\/(localhost|127(?:\.\d+){3}|\[::1\])(:\d+)?$/.test(origin);
}
