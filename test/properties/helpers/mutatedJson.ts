import fc from "fast-check";
import { type JsonField, type JsonTree, stringifyTree } from "./jsonTree.ts";
import { anyJsonNumeral } from "./numerals.ts";

/** A key that hostile replies repeat. */
export const canary = "sk_canary_0123456789abcdef";

const leaf = (text: string): JsonTree => ({ kind: "leaf", text });

const texts = fc.oneof(
  fc.constantFrom(
    ...["", " ", "NaN", "-Infinity", "5,000", "1 000", "+5", ".5", "0x10", "null", "many", `x${canary}y`],
    ...["2026-02-30T00:00:00Z", "9999-12-31T23:59:59-23:59", "0000-01-01T00:00:00+23:59", "2026-11-14"],
    ...[
      "2026-11-14T10:05:00+05:30",
      "2026-11-14 24:00:00Z",
      "\u202e\u0000\ud800",
      "<script>",
      "EUR",
      "credit",
      "$(zap)",
    ],
  ),
  anyJsonNumeral,
  fc.string({ unit: "binary", maxLength: 20 }),
);

const hostile: fc.Arbitrary<JsonTree> = fc.oneof(
  { arbitrary: anyJsonNumeral.map(leaf), weight: 4 },
  { arbitrary: texts.map((text) => leaf(JSON.stringify(text))), weight: 3 },
  fc
    .constantFrom("null", "true", "false", "[]", "{}", '{"__proto__":{"data":1}}', "[[[[[[[[0]]]]]]]]")
    .map(leaf),
);

const names = fc.constantFrom("__proto__", "constructor", "toString", "data", "", "balance", "0", canary);

type Change =
  | { readonly kind: "replace"; readonly value: JsonTree }
  | { readonly kind: "repeat"; readonly value: JsonTree }
  | { readonly kind: "drop" }
  | { readonly kind: "wrap" }
  | { readonly kind: "enlist" }
  | { readonly kind: "rename"; readonly name: string };

const change: fc.Arbitrary<Change> = fc.oneof(
  {
    arbitrary: fc.record({ kind: fc.constantFrom("replace", "repeat"), value: hostile } as const),
    weight: 5,
  },
  fc.record({ kind: fc.constantFrom("drop", "wrap", "enlist") } as const),
  fc.record({ kind: fc.constant("rename"), name: names } as const),
);

/** One of the trees with up to three changes anywhere in it. */
export function mutatedJson(trees: readonly JsonTree[]): fc.Arbitrary<JsonTree> {
  return fc
    .tuple(fc.constantFrom(...trees), fc.array(fc.tuple(fc.nat(), change), { maxLength: 3 }))
    .map(([tree, changes]) => changes.reduce((left, [at, one]) => changed(left, at, one), tree))
    .map((tree) => ({ ...tree, [fc.toStringMethod]: () => stringifyTree(tree) }));
}

function changed(tree: JsonTree, at: number, one: Change): JsonTree {
  return visit(tree, "", at % sizeOf(tree), one)[0]?.[1] ?? leaf("null");
}

/** Applies a change to the value that is `at` in the order in which they are written. */
function visit(node: JsonTree, name: string, at: number, one: Change): readonly JsonField[] {
  if (at === 0) return apply(node, name, one);
  let left = at - 1;
  const child = (value: JsonTree, own = ""): readonly JsonField[] => {
    const size = sizeOf(value);
    const isWithin = left >= 0 && left < size;
    left -= size;
    return isWithin ? visit(value, own, left + size, one) : [[own, value]];
  };
  if (node.kind === "leaf") return [[name, node]];
  if (node.kind === "list") {
    const items = node.items.flatMap((item) => child(item).map(([, value]) => value));
    return [[name, { kind: "list", items }]];
  }
  return [[name, { kind: "object", fields: node.fields.flatMap(([own, value]) => child(value, own)) }]];
}

const sizes = new WeakMap<JsonTree, number>();

function sizeOf(tree: JsonTree): number {
  const known = sizes.get(tree);
  if (known !== undefined) return known;
  const children =
    tree.kind === "leaf" ? [] : tree.kind === "list" ? tree.items : tree.fields.map(([, value]) => value);
  const size = children.reduce((sum, one) => sum + sizeOf(one), 1);
  sizes.set(tree, size);
  return size;
}

function apply(node: JsonTree, name: string, one: Change): readonly JsonField[] {
  if (one.kind === "drop") return [];
  if (one.kind === "replace") return [[name, one.value]];
  if (one.kind === "rename") return [[one.name, node]];
  if (one.kind === "enlist") return [[name, { kind: "list", items: [node] }]];
  if (one.kind === "wrap") return [[name, { kind: "object", fields: [["data", node]] }]];
  return [
    [name, node],
    [name, one.value],
  ];
}
