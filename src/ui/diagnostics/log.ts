import type { LogOutputChannel } from "vscode";
import type { Failure } from "../../core/readings/failure.ts";
import type { ReadingReport } from "../../services/polling/accountReader.ts";

/** A failure in kinds and numbers only, in English: for what is pasted into issues. */
export function failureSummary(failure: Failure): string {
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

/**
 * One line per reading: account, outcome, milliseconds. Ids, kinds and numbers only: a provider's words
 * stay out of the log. In English, for the log is pasted into issues.
 */
export function logReading(
  log: LogOutputChannel,
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

/** A bug, with where it happened but without its message, which may quote a header. */
export function logBug(log: Pick<LogOutputChannel, "error">, error: unknown): void {
  const { name, message, stack = "" } = error instanceof Error ? error : new Error();
  // A message may have lines that look like frames.
  const frames = stack
    .replace(message, "")
    .split("\n")
    .filter((line) => /^\s+at /.test(line));
  log.error([name, ...frames].join("\n"));
}
