import { dayMs, hourMs, minuteMs } from "../../core/time/durations.ts";
import type { HistoryStore } from "../../store/historyStore.ts";
import type { Clock } from "../common/clock.ts";
import type { Disposable } from "../common/disposable.ts";
import { interval } from "../common/timers.ts";
import type { History } from "./history.ts";

export interface RetentionOptions {
  readonly history: History;
  readonly clock: Clock;
  /** The oldest instant that samples and entries are kept for, in epoch milliseconds. */
  readonly retainFromMs: () => number;
  readonly reportBug: (error: unknown) => void;
}

const initialDelayMs = minuteMs;
const intervalMs = 6 * hourMs;
const batchSize = 500;
const batchPauseMs = 250;

/** Samples of the last days stay as they were read: the charts of a day and a few days show each of them. */
const keepAllMs = 3 * dayMs;

/**
 * Deletes history that is older than the user wants to keep, and thins older samples: in small batches with pauses, well
 * after the start.
 */
export function startRetention(options: RetentionOptions): Disposable {
  const stop = interval({ ...options, delayMs: initialDelayMs }, async () => {
    const deleted = await pruneHistory(options.history, options.retainFromMs(), batchSize);
    if (deleted === batchSize) return batchPauseMs;
    return (await thinHistory(options.history, options.clock.now() - keepAllMs)) ? batchPauseMs : intervalMs;
  });
  return { dispose: stop };
}

/** Thins a few hours of samples older than an instant; false when there are none left. */
export async function thinHistory(history: History, olderThanMs: number): Promise<boolean> {
  return (await history.read((store) => !store.isReadOnly && store.thin(olderThanMs))) ?? false;
}

/** Deletes up to `maxRows` rows older than an instant; returns how many it deleted. */
export async function pruneHistory(history: History, olderThanMs: number, maxRows: number): Promise<number> {
  const query = (store: HistoryStore) => (store.isReadOnly ? 0 : store.prune(olderThanMs, maxRows));
  return (await history.read(query)) ?? 0;
}
