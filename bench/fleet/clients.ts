import { nextDueMs, type ScheduleInput } from "../../src/core/readings/schedule.ts";
import type { Client } from "./client.ts";

type Input = { -readonly [Name in keyof ScheduleInput]: ScheduleInput[Name] };

/**
 * The product's own schedule. Its state is in the database, so it survives a restart, unless `isStored` is
 * false.
 */
export function productClient(intervalS: number, isStored = true): Client {
  const intervalMs = intervalS * 1000;
  return {
    dueS({ attemptedAtS, failures, answer, jitter }, nowS, isAway) {
      const input: Input = { nowMs: nowS * 1000, intervalMs, failures, isAway, jitter };
      if (attemptedAtS !== undefined) input.attemptedAtMs = attemptedAtS * 1000;
      if (answer?.failure !== undefined) input.failure = answer.failure;
      // One host refuses connections while others are reached: the wait does not double further.
      if (answer?.failure === "unreachable") input.unreached = "host";
      if (answer?.retryAtS !== undefined) input.retryAtMs = answer.retryAtS * 1000;
      return (nextDueMs(input) ?? Number.POSITIVE_INFINITY) / 1000;
    },
    requests: () => 1,
    restarted(install) {
      if (isStored) return;
      install.attemptedAtS = undefined;
      install.failures = 0;
      install.answer = undefined;
    },
  };
}

const retriesAtOnce = 3;

/** A timer that reads at start and then at a fixed interval, and retries a failed read at once. */
export function fixedIntervalClient(intervalS: number): Client {
  return {
    dueS: ({ attemptedAtS }, nowS) => (attemptedAtS === undefined ? nowS : attemptedAtS + intervalS),
    requests: ({ failure }) => (failure === undefined ? 1 : 1 + retriesAtOnce),
    restarted(install) {
      install.attemptedAtS = undefined;
    },
  };
}
