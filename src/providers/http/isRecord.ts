import { Numeral } from "./numeral.ts";

/** Whether parsed JSON is an object: no list, and no number either, which `parseExactJson` makes an object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Numeral);
}
