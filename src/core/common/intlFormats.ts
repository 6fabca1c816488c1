import { memoize } from "./memoize.ts";

// Formatters by locale and options, each made once: making one takes far longer than using it. A date without a zone is
// not among them, because the zone of the machine may change.

export const numberFormat = memoize(
  (locale, options?: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
);

export const dateTimeFormat = memoize(
  (locale, options: Intl.DateTimeFormatOptions & { readonly timeZone: string }) =>
    new Intl.DateTimeFormat(locale, options),
);

export const relativeTimeFormat = memoize(
  (locale, options?: Intl.RelativeTimeFormatOptions) => new Intl.RelativeTimeFormat(locale, options),
);

export const pluralRules = memoize((locale) => new Intl.PluralRules(locale));
