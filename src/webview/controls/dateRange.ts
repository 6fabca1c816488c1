import { html, type TemplateResult } from "lit";
import type { LocalDay } from "../../core/time/localDay.ts";
import type { RenderContext } from "../app/viewContext.ts";

export interface DateRange {
  readonly from?: LocalDay;
  readonly to?: LocalDay;
}

/** A year before this one is not typed completely yet: a date field fires at each digit of it. */
const firstYear = 1970;

/** Two native date fields; both days belong to the range. An empty field leaves its end open. */
export function dateRange(
  { strings }: RenderContext,
  { from, to }: DateRange,
  onChange: (range: DateRange) => void,
): TemplateResult {
  const field = (label: string, value: LocalDay | undefined, change: (day: LocalDay) => DateRange) =>
    html`<input
      class="field" type="date" aria-label=${label} title=${label} .value=${value ?? ""}
      @change=${(event: Event) => {
        const day = (event.currentTarget as HTMLInputElement).value;
        if (isComplete(day)) onChange(change(day));
      }}
    />`;
  const toRange = (start: LocalDay | undefined, end: LocalDay | undefined): DateRange => ({
    ...(start ? { from: start } : {}),
    ...(end ? { to: end } : {}),
  });
  const changeFrom = (day: LocalDay) => toRange(day, to);
  const changeTo = (day: LocalDay) => toRange(from, day);
  return html`<span class="date-range">${field(strings.fromDay, from, changeFrom)}<span aria-hidden="true">–</span>${field(strings.toDay, to, changeTo)}</span>`;
}

function isComplete(day: LocalDay): boolean {
  return day === "" || (day.length === 10 && Number(day.slice(0, 4)) >= firstYear);
}
