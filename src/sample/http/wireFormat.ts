import type { Json } from "./exactJson.ts";

/** What the public documentation leaves open; tests try each variant. */
export interface WireFormat {
  /** All providers: amounts and counts as JSON numbers or as strings. */
  readonly numbers: "literal" | "string";
  /** Rich Utilities: objects bare, or under `data`. */
  readonly objects: "bare" | "data";
  /** Rich Utilities: a ledger page as an array, or under this name beside `total`. */
  readonly page: "array" | "data" | "entries" | "items" | "ledger";
  /** Rich Utilities: the sign of a debit's `amount`. */
  readonly debits: "positive" | "negative";
}

export const defaultWireFormat: WireFormat = {
  numbers: "literal",
  objects: "bare",
  page: "entries",
  debits: "positive",
};

export function wrapObject(format: WireFormat, body: Json): Json {
  return format.objects === "data" ? { data: body } : body;
}
