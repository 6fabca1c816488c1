/** A number that is written into the reply digit by digit, not by way of a float. */
export class Literal {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Json =
  | string
  | number
  | boolean
  | null
  | Literal
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

export function literal(text: string): Literal;
export function literal(text: string | null): Literal | null;
export function literal(text: string | null): Literal | null {
  return text === null ? null : new Literal(text);
}

/** Serialises like `JSON.stringify`, with literals as bare numbers or, like some APIs, as strings. */
export function writeJson(value: Json, numbers: "literal" | "string" = "literal"): string {
  if (value instanceof Literal) return numbers === "literal" ? value.text : JSON.stringify(value.text);
  if (Array.isArray(value)) return `[${value.map((item: Json) => writeJson(item, numbers)).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).flatMap(([key, member]) =>
    member === undefined ? [] : [`${JSON.stringify(key)}:${writeJson(member, numbers)}`],
  );
  return `{${members.join(",")}}`;
}
