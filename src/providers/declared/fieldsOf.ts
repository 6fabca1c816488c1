import { Numeral } from "../http/numeral.ts";
import { tidy } from "../http/tidy.ts";
import { below } from "./jsonPointer.ts";

export interface FoundField {
  /** A JSON Pointer, ready to stand in a definition. */
  readonly pointer: string;
  /** As JSON writes it, on one line and cut. */
  readonly value: string;
}

const mostFields = 500;

/** Every value of a reply with its pointer, in the reply's order. Cut where a reply is very long. */
export function fieldsOf(body: unknown): readonly FoundField[] {
  const fields: FoundField[] = [];
  const walk = (value: unknown, pointer: string): void => {
    if (fields.length >= mostFields) return;
    if (typeof value !== "object" || value === null || value instanceof Numeral) {
      fields.push({
        pointer,
        value: value instanceof Numeral ? value.source : tidy(JSON.stringify(value) ?? ""),
      });
      return;
    }
    const members = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
    if (members.length === 0) fields.push({ pointer, value: Array.isArray(value) ? "[]" : "{}" });
    for (const [name, member] of members) walk(member, below(pointer, name));
  };
  walk(body, "");
  return fields;
}
