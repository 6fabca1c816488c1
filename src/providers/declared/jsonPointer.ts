import { toSingleLine } from "../http/errorDetails.ts";
import { Numeral } from "../http/exactJson.ts";

/** Bodies of replies, by the name of their request; the nameless one is "". */
export type Replies = ReadonlyMap<string, unknown>;

const form = /^(?:([a-z][\w-]*)#)?((?:\/(?:[^~/]|~[01])*)*)$/i;

/** The parts of `name#/a/b` (RFC 6901 after the `#`); `undefined` where the text is no pointer. */
export function parsePointer(text: string): { name: string; steps: readonly string[] } | undefined {
  const match = form.exec(text);
  if (!match) return undefined;
  const steps = (match[2] ?? "").split("/").slice(1);
  return {
    name: match[1] ?? "",
    steps: steps.map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~")),
  };
}

/** What a pointer points at; `undefined` where there is nothing. Own properties only. */
export function follow(start: unknown, steps: readonly string[]): unknown {
  let value = start;
  for (const step of steps) {
    if (typeof value !== "object" || value === null || value instanceof Numeral) return undefined;
    if (Array.isArray(value) && !/^(0|[1-9]\d*)$/.test(step)) return undefined;
    value = Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined;
  }
  return value;
}

/** A pointer to a member of what `base` points at. */
export function below(base: string, key: string | number): string {
  return `${base}/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

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
        value: value instanceof Numeral ? value.source : toSingleLine(JSON.stringify(value) ?? ""),
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
