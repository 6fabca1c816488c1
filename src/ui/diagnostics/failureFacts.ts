import type { Failure } from "../../core/readings/failure.ts";

/** A failure in kinds and numbers only, in English: for what is pasted into issues. */
export function failureFacts(failure: Failure): string {
  switch (failure.kind) {
    case "unreachable":
    case "badResponse":
      return `${failure.kind} (${failure.reason})`;
    case "rateLimited":
      return `${failure.kind} (until ${new Date(failure.retryAtMs).toISOString()})`;
    default:
      return "status" in failure && failure.status !== undefined
        ? `${failure.kind} (${failure.status})`
        : failure.kind;
  }
}
