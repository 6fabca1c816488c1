import { html, type TemplateResult } from "lit";
import type { LocalDay } from "../../core/time/localDay.ts";
import type { RenderContext } from "../app/viewContext.ts";

export interface DayRange {
  readonly from?: LocalDay;
  readonly to?: LocalDay;
}

/** Two native date fields, both days included. An emptied one leaves that end open. */
export function dayRange(
  { words }: RenderContext,
  { from, to }: DayRange,
  onChange: (range: DayRange) => void,
): TemplateResult {
  const field = (
    label: string,
    value: LocalDay | undefined,
    change: (day: LocalDay) => DayRange,
  ) => html`<input
    class="field"
    type="date"
    aria-label=${label}
    title=${label}
    .value=${value ?? ""}
    @change=${(event: Event) => onChange(change((event.currentTarget as HTMLInputElement).value))}
  />`;
  const rangeOf = (start: LocalDay | undefined, end: LocalDay | undefined): DayRange => ({
    ...(start ? { from: start } : {}),
    ...(end ? { to: end } : {}),
  });
  const changeFrom = (day: LocalDay) => rangeOf(day, to);
  const changeTo = (day: LocalDay) => rangeOf(from, day);
  return html`<span class="day-range">${field(words.fromDay, from, changeFrom)}<span aria-hidden="true">–</span>${field(words.toDay, to, changeTo)}</span>`;
}
