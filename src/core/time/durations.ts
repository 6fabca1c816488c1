/** Lengths of time in milliseconds. A day is 24 hours; `localDay.ts` has calendar days. */
export const secondMs = 1000;
export const minuteMs = 60_000;
export const hourMs = 3_600_000;
export const dayMs = 86_400_000;
