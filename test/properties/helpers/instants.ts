import fc from "fast-check";
import { dayMs, hourMs } from "../../../src/core/time/durations.ts";

export const fixedNowMs = Date.UTC(2026, 10, 14, 10, 5);

/** An offset in milliseconds, back or ahead: mostly within an hour, sometimes days. */
export const anyOffsetMs: fc.Arbitrary<number> = fc.oneof(
  fc.integer({ min: -hourMs, max: hourMs }),
  fc.integer({ min: -3 * dayMs, max: 3 * dayMs }),
  fc.constantFrom(-dayMs, dayMs, 8 * hourMs, -400 * dayMs, 400 * dayMs, 0),
);
