import { html, type TemplateResult } from "lit";
import type { OneOf } from "./oneOf.ts";

/** Native radio buttons side by side, which look like a bar; `name` keeps the groups of a page apart. */
export function segments<Value extends string>(
  name: string,
  { label, options, chosen, onChoose }: OneOf<Value>,
): TemplateResult {
  const segment = (value: Value) => html`<label>
    <input
      type="radio"
      name=${name}
      value=${value}
      .checked=${value === chosen}
      @change=${() => onChoose(value)}
    /><span>${options[value]}</span>
  </label>`;
  return html`<fieldset class="segments">
    <legend class="unseen">${label}</legend>
    ${(Object.keys(options) as Value[]).map(segment)}
  </fieldset>`;
}
