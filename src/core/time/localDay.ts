/** A calendar day in local time: `2026-11-20`. */
export type LocalDay = string;

export function toLocalDay(atMs: number): LocalDay {
  const date = new Date(atMs);
  return `${String(date.getFullYear()).padStart(4, "0")}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`;
}

/** The first millisecond of a day, or of the day `daysLater` days after it. Correct across daylight saving changes. */
export function startOfDay(day: LocalDay, daysLater = 0): number {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + daysLater).getTime();
}

/** A time of day: `07:05`. */
export function hourAndMinute(hour: number, minute: number): string {
  return `${twoDigits(hour)}:${twoDigits(minute)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
