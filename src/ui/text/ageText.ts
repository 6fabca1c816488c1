import { minuteMs } from "../../core/time/durations.ts";
import { formatCalendarTime } from "../../core/time/relativeTime.ts";
import { l10n } from "./l10n.ts";
import type { TextContext } from "./textContext.ts";

/** How long ago an instant was: "just now", "5 minutes ago". */
export function ageText(atMs: number, textContext: TextContext): string {
  return Math.abs(textContext.nowMs - atMs) < minuteMs
    ? l10n.t("just now")
    : formatCalendarTime(atMs, textContext);
}
