import { html, type SVGTemplateResult, svg, type TemplateResult } from "lit";
import type { Level } from "../../core/accounts/accountState.ts";

// The levels differ in shape as well as in colour: full, half full, crossed out, dashed.
const shapes: Readonly<Record<Level, SVGTemplateResult>> = {
  ok: svg`<circle cx="5" cy="5" r="4" fill="currentColor" />`,
  low: svg`<circle cx="5" cy="5" r="3.5" fill="none" stroke="currentColor" /><path d="M1 5a4 4 0 0 0 8 0z" fill="currentColor" />`,
  empty: svg`<circle cx="5" cy="5" r="3.4" fill="none" stroke="currentColor" stroke-width="1.4" /><path d="M2.8 7.2l4.4-4.4" stroke="currentColor" stroke-width="1.4" />`,
  unknown: svg`<circle cx="5" cy="5" r="3.5" fill="none" stroke="currentColor" stroke-dasharray="1.6 1.2" />`,
};

/** Hidden from screen readers: the caller puts the level's name beside it. */
export function levelIcon(level: Level): TemplateResult {
  return html`<svg class="level-icon ${level}" viewBox="0 0 10 10" aria-hidden="true">${shapes[level]}</svg>`;
}
