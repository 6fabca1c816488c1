import { html, type TemplateResult } from "lit";

/** A choice of one value out of a few. */
export interface SelectOptions<Value extends string> {
  readonly label: string;
  /** The name of each value, in the order of display. */
  readonly options: Readonly<Record<Value, string>>;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** A native drop-down. */
export function select<Value extends string>({
  label,
  options,
  value: selected,
  onChange,
}: SelectOptions<Value>): TemplateResult {
  const values = Object.keys(options) as Value[];
  const change = (event: Event) => {
    const { selectedIndex } = event.currentTarget as HTMLSelectElement;
    const value = values[selectedIndex];
    if (value !== undefined) onChange(value);
  };
  return html`<select class="select" aria-label=${label} title=${label} @change=${change}>
    ${values.map((value) => html`<option value=${value} .selected=${value === selected}>${options[value]}</option>`)}
  </select>`;
}

/** Native radio buttons that look like one bar; `name` is unique in the page. */
export function segmentedControl<Value extends string>(
  name: string,
  { label, options, value: selected, onChange }: SelectOptions<Value>,
): TemplateResult {
  const segment = (value: Value) => html`<label>
    <input
      type="radio" name=${name} value=${value} .checked=${value === selected}
      @change=${() => onChange(value)}
    /><span>${options[value]}</span>
  </label>`;
  return html`<fieldset class="segmented">
    <legend class="sr-only">${label}</legend>
    ${(Object.keys(options) as Value[]).map(segment)}
  </fieldset>`;
}
