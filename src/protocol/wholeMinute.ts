const minuteMs = 60_000;

/** The instant at which this minute began: what is asked within it is asked in the same words. */
export function wholeMinute(atMs: number): number {
  return Math.floor(atMs / minuteMs) * minuteMs;
}
