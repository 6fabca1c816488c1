import type { Account } from "../../core/accounts/account.ts";
import { type Failure, requestedRetryMs } from "../../core/readings/failure.ts";
import type { ReadingReport } from "../../services/polling/accountReader.ts";
import type { Log } from "./createLog.ts";

/** A failure as kind and numbers, without a provider's text. In English, because users paste it into issues. */
export function failureSummary(failure: Failure): string {
  switch (failure.kind) {
    case "unreachable":
    case "badResponse":
      return `${failure.kind} (${failure.reason})`;
    default: {
      const retryAtMs = requestedRetryMs(failure);
      const facts = [
        ...("status" in failure && failure.status !== undefined ? [failure.status] : []),
        ...(retryAtMs === undefined ? [] : [`until ${new Date(retryAtMs).toISOString()}`]),
      ];
      return facts.length > 0 ? `${failure.kind} (${facts.join(", ")})` : failure.kind;
    }
  }
}

/** Names of headers only: values of a reply are never logged. */
export function logUnreadableHeaders(log: Pick<Log, "warn">, host: string, names: readonly string[]): void {
  log.warn(`${host}: ignored, not readable as a wait: ${names.join(", ")}`);
}

/** Pointers of fields only: values of a reply are never logged. */
export function logIgnoredFields(
  log: Pick<Log, "info" | "warn">,
  { id }: Account,
  fields: readonly string[],
): void {
  log.warn(`${id}: ignored, not of the expected type: ${fields.join(", ")}`);
}

/**
 * Logs one line for a reading: account, outcome, milliseconds. It has ids, kinds and numbers, and no text of a provider. In
 * English, because users paste the log into issues.
 */
export function logReading(
  log: Pick<Log, "info" | "warn">,
  { account: { id }, outcome, elapsedMs }: ReadingReport,
): void {
  const elapsed = `${Math.round(elapsedMs)} ms`;
  if (outcome.ok) {
    log.info(`${id}: ok, ${elapsed}`);
    return;
  }
  const { failure } = outcome;
  const field = "field" in failure && failure.field !== undefined ? ` ${failure.field}` : "";
  log.warn(`${id}: ${failureSummary(failure)}${field}, ${elapsed}`);
}

/** Another program of this machine asked the window for a reading without its token. */
export function logRefusedRequest(log: Pick<Log, "warn">): void {
  log.warn("refused: a request of another program without the right token");
}

/** Logs an unexpected exception with its stack but without its message, which may contain a header. */
export function logBug(log: Pick<Log, "error">, error: unknown): void {
  const { name, message, stack = "" } = error instanceof Error ? error : new Error();
  // The message goes first: its lines may look like stack frames.
  const frames = stack
    .replace(message, "")
    .split("\n")
    .filter((line) => /^\s+at /.test(line));
  log.error([name, ...frames].join("\n"));
}
