import { type Json, Literal } from "./exactJson.ts";

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
