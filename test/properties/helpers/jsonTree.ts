import { Numeral, parseExactJson } from "../../../src/providers/http/exactJson.ts";

/** JSON as written, with its digits, the order of names, and duplicate names. */
export type JsonTree =
  | { readonly kind: "leaf"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly JsonTree[] }
  | { readonly kind: "object"; readonly fields: readonly JsonField[] };

export type JsonField = readonly [name: string, value: JsonTree];

export function parseTree(text: string): JsonTree {
  return toTree(parseExactJson(text));
}

function toTree(value: unknown): JsonTree {
  if (value instanceof Numeral) return { kind: "leaf", text: value.source };
  if (Array.isArray(value)) return { kind: "list", items: value.map(toTree) };
  if (typeof value !== "object" || value === null) return { kind: "leaf", text: JSON.stringify(value) };
  return { kind: "object", fields: Object.entries(value).map(([name, child]) => [name, toTree(child)]) };
}

// A changed tree shares most of its nodes with the previous tree.
const texts = new WeakMap<JsonTree, string>();

export function stringifyTree(tree: JsonTree): string {
  const text = texts.get(tree) ?? write(tree);
  texts.set(tree, text);
  return text;
}

function write(tree: JsonTree): string {
  if (tree.kind === "leaf") return tree.text;
  if (tree.kind === "list") return `[${tree.items.map(stringifyTree).join(",")}]`;
  return `{${tree.fields.map(([name, value]) => `${JSON.stringify(name)}:${stringifyTree(value)}`).join(",")}}`;
}

/** The value at a path; of duplicate names the last one counts. */
export function valueAt(tree: JsonTree | undefined, path: readonly string[]): JsonTree | undefined {
  const [name, ...rest] = path;
  if (name === undefined || !tree) return tree;
  if (tree.kind !== "object") return undefined;
  return valueAt(tree.fields.findLast(([field]) => field === name)?.[1], rest);
}

/** Every value with a name, at any depth. */
export function valuesNamed(tree: JsonTree, wanted: string): JsonTree[] {
  if (tree.kind === "leaf") return [];
  if (tree.kind === "list") return tree.items.flatMap((item) => valuesNamed(item, wanted));
  return tree.fields.flatMap(([name, value]) => [
    ...(name === wanted ? [value] : []),
    ...valuesNamed(value, wanted),
  ]);
}

/** The text of a number, or of a string that contains a number; `undefined` for anything else. */
export function numeralOf(tree: JsonTree | undefined): string | undefined {
  if (tree?.kind !== "leaf") return undefined;
  const text = tree.text.startsWith('"') ? String(JSON.parse(tree.text)) : tree.text;
  return /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? text : undefined;
}
