import { numberFormat } from "../common/intlFormats.ts";
import { memoize } from "../common/memoize.ts";

/** Signs that several currencies share in their narrow form. */
const sharedSigns: ReadonlySet<string> = new Set(["$", "¥", "￥", "£", "kr", "₩", "Rs"]);
/** The currency that a shared sign means where no other one of the locale uses it. */
const usualOwners: ReadonlySet<string> = new Set(["USD", "JPY", "GBP"]);
/** Currencies whose countries write them with a shared sign. */
const otherOwners = ["CAD", "AUD", "NZD", "HKD", "SGD", "TWD", "MXN", "ARS", "CLP", "COP", "CNY"];

/**
 * The form of a currency's sign in a locale: the narrow one ("฿", "$") unless it could mean another currency, as "$" does
 * for CAD outside Canada.
 */
export const currencyDisplayOf = memoize((code, locale: string): "narrowSymbol" | "symbol" => {
  const narrow = signOf(code, locale, "narrowSymbol");
  if (!sharedSigns.has(narrow) || narrow === signOf(code, locale, "symbol")) return "narrowSymbol";
  const isTaken = otherOwners.some((other) => signOf(other, locale, "symbol") === narrow);
  return usualOwners.has(code) && !isTaken ? "narrowSymbol" : "symbol";
});

function signOf(code: string, locale: string, currencyDisplay: "narrowSymbol" | "symbol"): string {
  const parts = numberFormat(locale, {
    style: "currency",
    currency: code,
    currencyDisplay,
  }).formatToParts(0);
  return parts.find(({ type }) => type === "currency")?.value ?? code;
}
