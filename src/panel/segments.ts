import { html, type TemplateResult } from "lit";

/** One of a few, side by side: native radio buttons that look like a bar. */
export function segments<Value extends string>(
  name: string,
  label: string,
  options: Readonly<Record<Value, string>>,
  chosen: Value,
  onChoose: (value: Value) => void,
): TemplateResult {
  const values = Object.keys(options) as Value[];
  return html`<fieldset class="segments">
    <legend class="unseen">${label}</legend>
    ${values.map(
      (value) => html`<label>
        <input
          type="radio"
          name=${name}
          value=${value}
          .checked=${value === chosen}
          @change=${() => onChoose(value)}
        /><span>${options[value]}</span>
      </label>`,
    )}
  </fieldset>`;
}
