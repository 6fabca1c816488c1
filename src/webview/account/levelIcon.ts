import { html, type SVGTemplateResult, svg, type TemplateResult } from "lit";
import { type AccountMark, type MarkedAccount, markOf, marksOf } from "../../core/accounts/accountMark.ts";
import type { PanelStrings } from "../../protocol/strings.ts";

// The marks differ in shape as well as in colour: full, half full, crossed out, dashed, a warning sign, a cross.
const shapes: Readonly<Record<AccountMark, SVGTemplateResult>> = {
  ok: svg`<circle cx="5" cy="5" r="4" fill="currentColor" />`,
  low: svg`<circle cx="5" cy="5" r="3.5" fill="none" stroke="currentColor" /><path d="M1 5a4 4 0 0 0 8 0z" fill="currentColor" />`,
  empty: svg`<circle cx="5" cy="5" r="3.4" fill="none" stroke="currentColor" stroke-width="1.4" /><path d="M2.8 7.2l4.4-4.4" stroke="currentColor" stroke-width="1.4" />`,
  unknown: svg`<circle cx="5" cy="5" r="3.5" fill="none" stroke="currentColor" stroke-dasharray="1.6 1.2" />`,
  needsUser: svg`<path d="M5 .6L9.7 9.2H.3z" fill="currentColor" /><path class="cut" d="M5 3.4v3M5 7.2v1" stroke-width="1.1" />`,
  failing: svg`<path d="M1.8 1.8l6.4 6.4M8.2 1.8l-6.4 6.4" stroke="currentColor" stroke-width="1.6" />`,
};

/** Hidden from screen readers: the caller puts `levelText` beside it. */
export function levelIcon(account: MarkedAccount): TemplateResult {
  const mark = markOf(account);
  return html`<svg class="level-icon ${mark}" viewBox="0 0 10 10" aria-hidden="true">${shapes[mark]}</svg>`;
}

/** "ok", "low, cannot be read". */
export function levelText({ marks }: PanelStrings, account: MarkedAccount): string {
  return marksOf(account)
    .map((mark) => marks[mark])
    .join(", ");
}
