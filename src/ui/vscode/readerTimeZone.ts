import type { Memento } from "vscode";
import { isTimeZone, systemTimeZone, type TimeZone } from "../../core/time/timeZone.ts";

/** The time zone in which people read times here. */
export interface ReaderTimeZone {
  get(): TimeZone;
  set(timeZone: TimeZone): void;
}

const stateKey = "readerTimeZone";

/**
 * The zone that the webview last reported, kept over restarts: a served or remote extension host may be in another
 * zone than its reader. The zone of the extension host before the first report.
 */
export function createReaderTimeZone(state: Memento): ReaderTimeZone {
  const stored = state.get<unknown>(stateKey);
  let timeZone = typeof stored === "string" && isTimeZone(stored) ? stored : undefined;
  return {
    get: () => {
      timeZone ??= systemTimeZone();
      return timeZone;
    },
    set: (reported) => {
      if (reported === timeZone) return;
      timeZone = reported;
      void state.update(stateKey, reported);
    },
  };
}
