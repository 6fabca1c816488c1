import type { Attempt } from "../../store/attempt.ts";

/**
 * An attempt by a clock that was set back by `backMs` since: ages stay true, and no pause that was asked for
 * grows. When it was made is left as it is, for one that lies far ahead is reason enough to read anew.
 */
export function setBack(attempt: Attempt, backMs: number): Attempt {
  const { reading, failure } = attempt;
  return {
    ...attempt,
    ...(reading ? { reading: { ...reading, readAtMs: reading.readAtMs - backMs } } : {}),
    ...(failure?.kind === "rateLimited"
      ? { failure: { ...failure, retryAtMs: failure.retryAtMs - backMs } }
      : {}),
  };
}
