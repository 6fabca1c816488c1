import { credits, currency, requests, type Unit } from "./unit.ts";

const maxNameLength = 24;

let currencyCodes: ReadonlySet<string> | undefined;

/** `credits`, `requests` or an ISO 4217 code, in any case; any other text is the unit's own name. */
export function unitFromCode(code: string): Unit {
  const name = code.replace(/[\p{Cc}\p{Cf}\u2028\u2029\s]+/gu, " ").trim();
  if (/^credits?$/i.test(name) || name === "") return credits;
  if (/^requests?$/i.test(name)) return requests;
  currencyCodes ??= new Set(Intl.supportedValuesOf("currency"));
  if (currencyCodes.has(name.toUpperCase())) return currency(name);
  return { kind: "credits", code: [...name].slice(0, maxNameLength).join("").trimEnd() };
}
