import { html, nothing, type TemplateResult } from "lit";

/**
 * An amount set large, with the small words before and after it in the order of the language. `exact` has all digits, for
 * the pointer.
 */
export function figure(
  amount: string,
  [before, after]: readonly [string, string],
  { size = "", exact = amount }: { readonly size?: string; readonly exact?: string } = {},
): TemplateResult {
  return html`<p class="figure ${size}">
    ${words(before)}
    <span class="amount" title=${exact === amount ? nothing : exact}>${amount}</span>
    ${words(after)}
  </p>`;
}

function words(text: string): TemplateResult | typeof nothing {
  return text === "" ? nothing : html`<span class="unit">${text}</span>`;
}
