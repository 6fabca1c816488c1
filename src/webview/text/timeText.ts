import type { RenderContext } from "../app/viewContext.ts";

const formats = new Map<string, Intl.DateTimeFormat>();

const forms = {
  /** "Nov 20, 18:42" */
  short: { month: "short", day: "numeric", hour: "numeric", minute: "2-digit" },
  /** With the year: of another one than now. */
  dated: { year: "numeric", month: "short", day: "numeric", hour: "numeric", minute: "2-digit" },
  full: { dateStyle: "long", timeStyle: "long" },
  day: { month: "short", day: "numeric" },
  month: { month: "short", year: "numeric" },
  clock: { hour: "numeric", minute: "2-digit" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** An instant in the reader's language and time zone. */
export function timeText({ locale }: RenderContext, atMs: number, form: keyof typeof forms): string {
  return formatOf(locale, form).format(atMs);
}

/** A span, what both ends share said once. */
export function spanText(
  { locale }: RenderContext,
  fromMs: number,
  toMs: number,
  form: keyof typeof forms,
): string {
  return formatOf(locale, form).formatRange(fromMs, toMs);
}

/** "Nov 20, 18:42", and the year where it is not this one. */
export function whenRead(screen: RenderContext, atMs: number): string {
  const isThisYear = new Date(atMs).getFullYear() === new Date(screen.nowMs).getFullYear();
  return timeText(screen, atMs, isThisYear ? "short" : "dated");
}

function formatOf(locale: string, form: keyof typeof forms): Intl.DateTimeFormat {
  const key = `${locale}\n${form}`;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locale, forms[form]);
    formats.set(key, found);
  }
  return found;
}
