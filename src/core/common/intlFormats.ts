// Formatters by locale and options, each made once: making one takes far longer than using it. A date without a zone is
// not among them, because the zone of the machine may change.

export const numberFormat = cached(
  (locale, options?: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
);

export const dateTimeFormat = cached(
  (locale, options: Intl.DateTimeFormatOptions & { readonly timeZone: string }) =>
    new Intl.DateTimeFormat(locale, options),
);

export const relativeTimeFormat = cached(
  (locale, options?: Intl.RelativeTimeFormatOptions) => new Intl.RelativeTimeFormat(locale, options),
);

export const pluralRules = cached((locale) => new Intl.PluralRules(locale));

function cached<Options extends readonly unknown[], Format>(
  create: (locale: string, ...options: Options) => Format,
): (locale: string, ...options: Options) => Format {
  const formats = new Map<string, Format>();
  return (locale, ...options) => {
    const key = `${locale} ${JSON.stringify(options)}`;
    const format = formats.get(key) ?? create(locale, ...options);
    formats.set(key, format);
    return format;
  };
}
