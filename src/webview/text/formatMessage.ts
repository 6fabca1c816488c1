import { html, nothing, type TemplateResult } from "lit";
import { fillPlaceholders } from "../../core/common/fillPlaceholders.ts";
import { pluralRules } from "../../core/common/intlFormats.ts";
import type { CountStrings } from "../../protocol/strings.ts";

/** Puts values in place of `{0}`, `{1}` … of a localized message. */
export function formatMessage(message: string, ...values: readonly string[]): string {
  return fillPlaceholders(message, values);
}

/** The text in the form for a number, such as "credit left" for 1. */
export function pluralText({ one, other }: CountStrings, count: number, language: string): string {
  return pluralRules(language).select(count) === "one" ? one : other;
}

type Part = string | TemplateResult | typeof nothing | undefined;

/** A paragraph of the parts that are present, with middle dots between them on a line; nothing without any. */
export function joinWithDots(parts: readonly Part[]): TemplateResult | typeof nothing {
  const present = parts.filter((part) => part !== undefined && part !== nothing);
  if (present.length === 0) return nothing;
  // <bdi> keeps a right-to-left plan name from reordering its neighbours.
  const dot = html`<span class="dot"> · </span>`;
  return html`<p class="dotted">
    ${present.map((part, index) => html`<span class="part">${index > 0 ? dot : nothing}<bdi>${part}</bdi></span>`)}
  </p>`;
}
