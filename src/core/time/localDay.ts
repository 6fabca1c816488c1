/** A day of the reader's calendar: `2026-11-20`. */
export type LocalDay = string;

export function toLocalDay(atMs: number): LocalDay {
  const date = new Date(atMs);
  const padTwo = (value: number) => String(value).padStart(2, "0");
  return `${String(date.getFullYear()).padStart(4, "0")}-${padTwo(date.getMonth() + 1)}-${padTwo(date.getDate())}`;
}

/** Its first millisecond; `daysLater` counts on from it, over changes of the clock too. */
export function startOfDay(day: LocalDay, daysLater = 0): number {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + daysLater).getTime();
}
