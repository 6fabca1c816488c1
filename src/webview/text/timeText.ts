import type { RenderContext } from "../app/viewContext.ts";

const formatters = new Map<string, Intl.DateTimeFormat>();

const forms = {
  /** "Nov 20, 6:42 PM": the clock of the user's language, as in the descriptions of observed entries. */
  short: { month: "short", day: "numeric", hour: "numeric", minute: "2-digit" },
  withYear: { year: "numeric", month: "short", day: "numeric", hour: "numeric", minute: "2-digit" },
  medium: { dateStyle: "medium", timeStyle: "medium" },
  full: { dateStyle: "long", timeStyle: "long" },
  day: { month: "short", day: "numeric" },
  date: { year: "numeric", month: "short", day: "numeric" },
  month: { month: "short", year: "numeric" },
  longMonth: { month: "long", year: "numeric" },
  year: { year: "numeric" },
  clock: { hour: "numeric", minute: "2-digit" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

type Form = keyof typeof forms;

/** An instant in the user's language and time zone. */
export function timeText({ locale }: RenderContext, atMs: number, form: Form): string {
  return formatterOf(locale, form).format(atMs);
}

/** A range of time; what both ends have in common is written once. */
export function timeRangeText({ locale }: RenderContext, fromMs: number, toMs: number, form: Form): string {
  return formatterOf(locale, form).formatRange(fromMs, toMs);
}

/** "Nov 20, 18:42", with the year where it is not the current one. */
export function dateTimeText(context: RenderContext, atMs: number): string {
  const isThisYear = new Date(atMs).getFullYear() === new Date(context.nowMs).getFullYear();
  return timeText(context, atMs, isThisYear ? "short" : "withYear");
}

// Making a formatter takes much longer than using it.
function formatterOf(locale: string, form: Form): Intl.DateTimeFormat {
  const key = `${locale}\n${form}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(locale, forms[form]);
    formatters.set(key, formatter);
  }
  return formatter;
}
