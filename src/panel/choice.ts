import { html, type TemplateResult } from "lit";

/** A native drop-down; the empty value stands for no choice. */
export function choice<Value extends string>(
  label: string,
  options: Readonly<Record<Value, string>>,
  chosen: Value,
  onChoose: (value: Value) => void,
): TemplateResult {
  const values = Object.keys(options) as Value[];
  const change = (event: Event) => {
    const { selectedIndex } = event.currentTarget as HTMLSelectElement;
    const value = values[selectedIndex];
    if (value !== undefined) onChoose(value);
  };
  return html`<select class="choice" aria-label=${label} title=${label} @change=${change}>
    ${values.map((value) => html`<option value=${value} .selected=${value === chosen}>${options[value]}</option>`)}
  </select>`;
}
