const points = new Map<string, string>();

/** A formatted amount before and from its decimal point on, so that a column can align on the point. */
export function splitAtDecimalPoint(text: string, locale: string): readonly [whole: string, rest: string] {
  let point = points.get(locale);
  if (point === undefined) {
    const parts = new Intl.NumberFormat(locale).formatToParts(0.5);
    point = parts.find(({ type }) => type === "decimal")?.value ?? ".";
    points.set(locale, point);
  }
  const lastDigit = text.search(/\p{Nd}\P{Nd}*$/u);
  const at = text.lastIndexOf(point, lastDigit);
  const end = at > 0 ? at : lastDigit + 1;
  return [text.slice(0, end), text.slice(end)];
}
