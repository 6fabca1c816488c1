import { toSingleLine } from "../http/errorDetails.ts";
import { Numeral } from "../http/exactJson.ts";

/**
 * Reply bodies by the name of their request; the request without a name is "". Its headers, by lower-case name, are the
 * record at `name@`.
 */
export type Replies = ReadonlyMap<string, unknown>;

export interface ParsedPointer {
  /** The key of the reply, or of its headers. */
  readonly name: string;
  readonly tokens: readonly string[];
}

const pointerPattern = /^(?:([a-z][\w-]*)#)?((?:\/(?:[^~/]|~[01])*)*)$/i;
const headerPattern = /^((?:[a-z][\w-]*)?@)([\w!#$%&'*+.^`|~-]+)$/i;

const parsedPointers = new Map<string, ParsedPointer | undefined>();
/** Far more than all definitions have. */
const maxParsedPointers = 5000;

/**
 * Splits `name#/a/b` (RFC 6901 after the `#`) or `name@header` into its parts; `undefined` for text that is not a
 * pointer.
 */
export function parsePointer(text: string): ParsedPointer | undefined {
  if (!parsedPointers.has(text)) {
    if (parsedPointers.size >= maxParsedPointers) parsedPointers.clear();
    parsedPointers.set(text, splitPointer(text));
  }
  return parsedPointers.get(text);
}

function splitPointer(text: string): ParsedPointer | undefined {
  const [, owner, header] = headerPattern.exec(text) ?? [];
  if (owner !== undefined && header !== undefined) return { name: owner, tokens: [header.toLowerCase()] };
  const match = pointerPattern.exec(text);
  if (!match) return undefined;
  const segments = (match[2] ?? "").split("/").slice(1);
  return {
    name: match[1] ?? "",
    tokens: segments.map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~")),
  };
}

/** The value that reference tokens lead to; `undefined` where there is none. Own properties only. */
export function resolvePointer(root: unknown, tokens: readonly string[]): unknown {
  let value = root;
  for (const token of tokens) {
    if (typeof value !== "object" || value === null || value instanceof Numeral) return undefined;
    if (Array.isArray(value) && !/^(0|[1-9]\d*)$/.test(token)) return undefined;
    value = Object.hasOwn(value, token) ? Reflect.get(value, token) : undefined;
  }
  return value;
}

/** The pointer to a member of the value that `base` points to. */
export function childPointer(base: string, key: string | number): string {
  return `${base}/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

export interface ReplyField {
  /** A JSON Pointer that a definition can use as it is. */
  readonly pointer: string;
  /** The value as JSON, on one line and shortened. */
  readonly value: string;
}

const maxFields = 500;

/** Every value of a reply with its pointer, in the order of the reply. At most 500. */
export function listFields(body: unknown): readonly ReplyField[] {
  const fields: ReplyField[] = [];
  const walk = (value: unknown, pointer: string): void => {
    if (fields.length >= maxFields) return;
    if (typeof value !== "object" || value === null || value instanceof Numeral) {
      fields.push({
        pointer,
        value: value instanceof Numeral ? value.source : toSingleLine(JSON.stringify(value) ?? ""),
      });
      return;
    }
    const names = Object.keys(value);
    if (names.length === 0) fields.push({ pointer, value: Array.isArray(value) ? "[]" : "{}" });
    for (const name of names.slice(0, maxFields)) walk(Reflect.get(value, name), childPointer(pointer, name));
  };
  walk(body, "");
  return fields;
}
