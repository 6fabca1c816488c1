import { html, nothing, type TemplateResult } from "lit";
import { minuteMs } from "../../core/time/durations.ts";
import { formatCalendarTime } from "../../core/time/relativeTime.ts";
import { systemTimeZone } from "../../core/time/timeZone.ts";
import type { RenderContext } from "../app/viewContext.ts";
import { formatMessage } from "./formatMessage.ts";
import { timeText } from "./timeText.ts";

/** A message with an instant in relative words, such as "resets in 9 days", and the exact date on hover. */
export function relativeTime(
  context: RenderContext,
  message: string,
  at: string | undefined,
  textOf: (context: RenderContext, atMs: number) => string = relativeText,
): TemplateResult | typeof nothing {
  const atMs = at === undefined ? Number.NaN : Date.parse(at);
  if (at === undefined || Number.isNaN(atMs)) return nothing;
  const text = formatMessage(message, textOf(context, atMs));
  return html`<time datetime=${at} title=${timeText(context, atMs, "medium")}>${text}</time>`;
}

/** "resets in 9 days"; "was to reset 2 minutes ago" once that is past. */
export function resetTime(
  context: RenderContext,
  resetsAt: string | undefined,
): TemplateResult | typeof nothing {
  const isPast = resetsAt !== undefined && Date.parse(resetsAt) <= context.nowMs;
  return relativeTime(context, isPast ? context.strings.wasToReset : context.strings.resets, resetsAt);
}

/** How long ago an instant was: "just now", "5 minutes ago". */
export function ageText(context: RenderContext, atMs: number): string {
  return Math.abs(context.nowMs - atMs) < minuteMs ? context.strings.justNow : relativeText(context, atMs);
}

function relativeText({ nowMs, locale }: RenderContext, atMs: number): string {
  return formatCalendarTime(atMs, { nowMs, locale, timeZone: systemTimeZone() });
}
