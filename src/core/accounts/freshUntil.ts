import { staleAfterMs } from "../readings/schedule.ts";
import { type AccountStatus, isPeriodOver, isStatusStale } from "./accountStatus.ts";

/**
 * Until when what is shown of these accounts stays as it is without a new reading, in epoch milliseconds: until the first
 * reading becomes stale, or a period ends. Absent while none of them is fresh.
 */
export function freshUntilMs(statuses: readonly AccountStatus[], nowMs: number): number | undefined {
  const ends = statuses.flatMap((status) => {
    const { reading, intervalMs } = status;
    if (!reading || isStatusStale(status, nowMs) || isPeriodOver(status, nowMs)) return [];
    const resets = reading.snapshot.meters.flatMap(({ resetsAt }) =>
      resetsAt === undefined ? [] : [Date.parse(resetsAt)],
    );
    return [staleAfterMs(reading.readAtMs, intervalMs), ...resets.filter((atMs) => atMs > nowMs)];
  });
  return ends.length === 0 ? undefined : Math.min(...ends);
}
