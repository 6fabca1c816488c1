import type { FailureKind } from "../../src/core/readings/failure.ts";

const minuteS = 60;
const hourS = 60 * minuteS;
export const dayS = 24 * hourS;

/** The events of the day. Seconds since midnight. */
export const day = {
  outage: { fromS: 10.5 * hourS, toS: 10.5 * hourS + 10 * minuteS },
  /** Every request is answered with 429, and `Retry-After` gives the same instant to every install. */
  rateLimited: { fromS: 14 * hourS, toS: 14 * hourS + 5 * minuteS, retryAtS: 14.25 * hourS },
  /** Every running install is restarted within a minute. */
  release: { fromS: 16 * hourS, toS: 16 * hourS + minuteS },
} as const;

export interface Answer {
  readonly failure?: FailureKind;
  readonly retryAtS?: number;
}

const good: Answer = {};
const down: Answer = { failure: "unreachable" };
const tooMany: Answer = { failure: "rateLimited", retryAtS: day.rateLimited.retryAtS };

/** The provider's answer at an instant. */
export function answerAt(atS: number): Answer {
  if (atS >= day.outage.fromS && atS < day.outage.toS) return down;
  return atS >= day.rateLimited.fromS && atS < day.rateLimited.toS ? tooMany : good;
}
