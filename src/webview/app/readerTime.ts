import { systemTimeZone } from "../../core/time/timeZone.ts";
import type { ReaderTime } from "../../protocol/requestParams.ts";

/** Now, in the browser's time zone. */
export function readerTime(): ReaderTime {
  return { nowMs: Date.now(), timeZone: systemTimeZone() };
}
