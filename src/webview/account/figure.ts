import { html, nothing, type TemplateResult } from "lit";

/** An amount set large, with the small words before and after it in the order of the language. */
export function figure(
  amount: string,
  [before, after]: readonly [string, string],
  size = "",
): TemplateResult {
  return html`<p class="figure ${size}">
    ${words(before)}
    <span class="amount">${amount}</span>
    ${words(after)}
  </p>`;
}

function words(text: string): TemplateResult | typeof nothing {
  return text === "" ? nothing : html`<span class="unit">${text}</span>`;
}
