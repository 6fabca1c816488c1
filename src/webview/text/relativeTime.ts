import { html, nothing, type TemplateResult } from "lit";
import { formatRelativeTime } from "../../core/time/relativeTime.ts";
import type { RenderContext } from "../app/viewContext.ts";
import { formatMessage } from "./formatMessage.ts";

/** A phrase around an instant in relative words, with the exact date on hover: "resets in 9 days". */
export function whenText(
  screen: RenderContext,
  phrase: string,
  at: string | undefined,
): TemplateResult | typeof nothing {
  const atMs = at === undefined ? Number.NaN : Date.parse(at);
  if (at === undefined || Number.isNaN(atMs)) return nothing;
  const words = formatMessage(phrase, formatRelativeTime(atMs, screen.nowMs, screen.locale));
  return html`<time datetime=${at} title=${exactDate(screen, atMs)}>${words}</time>`;
}

function exactDate(screen: RenderContext, atMs: number): string {
  return new Intl.DateTimeFormat(screen.locale, { dateStyle: "medium", timeStyle: "medium" }).format(atMs);
}
