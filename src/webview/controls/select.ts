import { html, type TemplateResult } from "lit";
import type { OneOf } from "./oneOf.ts";

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
