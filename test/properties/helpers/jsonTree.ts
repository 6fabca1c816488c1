import { Numeral, parseExactJson } from "../../../src/providers/http/exactJson.ts";

/** JSON as it is written: digits, the order of names and duplicates included. */
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

// Most of a changed tree is shared with the one before.
const texts = new WeakMap<JsonTree, string>();

export function stringifyTree(tree: JsonTree): string {
  const known = texts.get(tree) ?? write(tree);
  texts.set(tree, known);
  return known;
}

function write(tree: JsonTree): string {
  if (tree.kind === "leaf") return tree.text;
  if (tree.kind === "list") return `[${tree.items.map(stringifyTree).join(",")}]`;
  return `{${tree.fields.map(([name, value]) => `${JSON.stringify(name)}:${stringifyTree(value)}`).join(",")}}`;
}

/** What stands at a path; of duplicate names the last counts. */
export function valueAt(tree: JsonTree | undefined, path: readonly string[]): JsonTree | undefined {
  const [name, ...rest] = path;
  if (name === undefined || !tree) return tree;
  if (tree.kind !== "object") return undefined;
  return valueAt(tree.fields.findLast(([own]) => own === name)?.[1], rest);
}

/** Every value that stands under a name, however deep. */
export function valuesNamed(tree: JsonTree, wanted: string): JsonTree[] {
  if (tree.kind === "leaf") return [];
  if (tree.kind === "list") return tree.items.flatMap((item) => valuesNamed(item, wanted));
  return tree.fields.flatMap(([name, value]) => [
    ...(name === wanted ? [value] : []),
    ...valuesNamed(value, wanted),
  ]);
}

/** The numeral that a leaf is or has as its text; `undefined` for anything else. */
export function numeralOf(tree: JsonTree | undefined): string | undefined {
  if (tree?.kind !== "leaf") return undefined;
  const text = tree.text.startsWith('"') ? String(JSON.parse(tree.text)) : tree.text;
  return /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? text : undefined;
}
