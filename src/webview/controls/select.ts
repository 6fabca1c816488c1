import { html, type TemplateResult } from "lit";

/** One of a few, by name: what is chosen, and what to do when another is. */
export interface OneOf<Value extends string> {
  readonly label: string;
  readonly options: Readonly<Record<Value, string>>;
  readonly chosen: Value;
  readonly onChoose: (value: Value) => void;
}

/** A native drop-down. */
export function choice<Value extends string>({
  label,
  options,
  chosen,
  onChoose,
}: OneOf<Value>): TemplateResult {
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
