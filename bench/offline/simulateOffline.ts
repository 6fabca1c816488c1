import { seededRandom } from "../../src/core/common/seededRandom.ts";
import type { Failure } from "../../src/core/readings/failure.ts";
import { failed } from "../../src/core/readings/outcome.ts";
import { hourMs, minuteMs, secondMs } from "../../src/core/time/durations.ts";
import { goodOutcome } from "../../test/helpers/gatedReader.ts";
import { accountOf, createPollerHarness } from "../../test/helpers/pollerHarness.ts";

/** One computer that loses its network for hours and gets it back. */
export interface OfflineCase {
  readonly seed: number;
  readonly accounts: number;
  /** Why requests fail meanwhile. */
  readonly failure: Failure;
  /** The window has the focus all the time; else its user is away, also when the network is back. */
  readonly isFocused: boolean;
}

export interface OfflineResult {
  /** For each account, the seconds from the return of the network to its next reading. */
  readonly backAfterS: readonly number[];
  /** Requests in the busiest ten seconds after the return. */
  readonly maxPer10S: number;
  /** Requests that reached no provider, an hour. */
  readonly offlinePerHour: number;
}

const offlineMs = 5 * hourMs;
const maxBackMs = 2 * hourMs;
const accountsPerOrigin = 3;

/** The real poller with a clock of its own. */
export async function simulateOffline({
  seed,
  accounts,
  failure,
  isFocused,
}: OfflineCase): Promise<OfflineResult> {
  const random = seededRandom(seed);
  const ids = Array.from({ length: accounts }, (_, index) =>
    accountOf(`a-${index}`, { baseUrl: `https://${Math.floor(index / accountsPerOrigin)}.example` }),
  );
  const { clock, reader, poller, random: draw } = createPollerHarness(ids, { isFocused });
  Object.defineProperty(draw, "next", { get: random });
  await poller.start();
  await clock.advance(hourMs + random() * 20 * minuteMs);
  reader.outcome = () => failed(failure);
  const lostMs = clock.now();
  await clock.advance(offlineMs + random() * 10 * minuteMs);
  const backMs = clock.now();
  reader.outcome = () => goodOutcome("1");
  const isWaiting = () => poller.statuses().some(({ reading }) => (reading?.readAtMs ?? 0) < backMs);
  while (isWaiting() && clock.now() < backMs + maxBackMs) await clock.advance(10 * secondMs);
  const reads = reader.reads.filter(({ atMs }) => atMs >= backMs);
  const backAfterS = ids.map(({ id }) => {
    const [first] = reads.filter(({ accountId }) => accountId === id);
    return ((first?.atMs ?? backMs + maxBackMs) - backMs) / secondMs;
  });
  const offline = reader.reads.filter(({ atMs }) => atMs >= lostMs && atMs < backMs).length;
  return {
    backAfterS,
    maxPer10S: Math.max(...reads.map(({ atMs }) => countWithin(reads, atMs))),
    offlinePerHour: (offline * hourMs) / (backMs - lostMs),
  };
}

function countWithin(reads: readonly { readonly atMs: number }[], fromMs: number): number {
  return reads.filter(({ atMs }) => atMs >= fromMs && atMs < fromMs + 10 * secondMs).length;
}

/** The share of accounts that are back within a minute, and the middle and the longest time, in seconds. */
export function summarize(results: readonly OfflineResult[]) {
  const seconds = results.flatMap(({ backAfterS }) => backAfterS).toSorted((a, b) => a - b);
  return {
    withinMinute: seconds.filter((value) => value <= 60).length / seconds.length,
    median: seconds[Math.floor(seconds.length / 2)] ?? Number.NaN,
    max: seconds.at(-1) ?? Number.NaN,
    maxPer10S: Math.max(...results.map(({ maxPer10S }) => maxPer10S)),
    offlinePerHour: results.reduce((sum, { offlinePerHour }) => sum + offlinePerHour, 0) / results.length,
  };
}
