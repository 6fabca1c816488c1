const hourMs = 3_600_000;

/** The spans that the chart can be looked at over; `undefined` is all that is known. */
export const chartSpans = {
  day: 24 * hourMs,
  week: 7 * 24 * hourMs,
  month: 30 * 24 * hourMs,
  all: undefined,
} as const satisfies Record<string, number | undefined>;

export type ChartSpan = keyof typeof chartSpans;
