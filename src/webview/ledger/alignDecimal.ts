const decimalSeparators = new Map<string, string>();

/** Splits a formatted amount before its decimal separator, so that the amounts of a column align there. */
export function splitAtDecimalPoint(
  text: string,
  locale: string,
): readonly [integer: string, fraction: string] {
  let separator = decimalSeparators.get(locale);
  if (separator === undefined) {
    const parts = new Intl.NumberFormat(locale).formatToParts(0.5);
    separator = parts.find(({ type }) => type === "decimal")?.value ?? ".";
    decimalSeparators.set(locale, separator);
  }
  const lastDigit = text.search(/\p{Nd}\P{Nd}*$/u);
  const at = text.lastIndexOf(separator, lastDigit);
  const end = at > 0 ? at : lastDigit + 1;
  return [text.slice(0, end), text.slice(end)];
}
