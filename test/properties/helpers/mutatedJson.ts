import fc from "fast-check";
import { type JsonField, type JsonTree, stringifyTree } from "./jsonTree.ts";
import { anyJsonNumeral } from "./numerals.ts";

/** A key that hostile replies repeat; it must not appear in any result. */
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
  | { readonly kind: "wrapInList" }
  | { readonly kind: "rename"; readonly name: string };

const anyChange: fc.Arbitrary<Change> = fc.oneof(
  {
    arbitrary: fc.record({ kind: fc.constantFrom("replace", "repeat"), value: hostile } as const),
    weight: 5,
  },
  fc.record({ kind: fc.constantFrom("drop", "wrap", "wrapInList") } as const),
  fc.record({ kind: fc.constant("rename"), name: names } as const),
);

/** One of the trees with up to three changes at any depth. */
export function mutatedJson(trees: readonly JsonTree[]): fc.Arbitrary<JsonTree> {
  return fc
    .tuple(fc.constantFrom(...trees), fc.array(fc.tuple(fc.nat(), anyChange), { maxLength: 3 }))
    .map(([tree, changes]) =>
      changes.reduce((changedTree, [at, change]) => applyChange(changedTree, at, change), tree),
    )
    .map((tree) => ({ ...tree, [fc.toStringMethod]: () => stringifyTree(tree) }));
}

function applyChange(tree: JsonTree, at: number, change: Change): JsonTree {
  return visit(tree, "", at % sizeOf(tree), change)[0]?.[1] ?? leaf("null");
}

/** Applies a change to the value with the index `at` in the order of the text. */
function visit(node: JsonTree, name: string, at: number, change: Change): readonly JsonField[] {
  if (at === 0) return apply(node, name, change);
  let left = at - 1;
  const child = (value: JsonTree, fieldName = ""): readonly JsonField[] => {
    const size = sizeOf(value);
    const isWithin = left >= 0 && left < size;
    left -= size;
    return isWithin ? visit(value, fieldName, left + size, change) : [[fieldName, value]];
  };
  if (node.kind === "leaf") return [[name, node]];
  if (node.kind === "list") {
    const items = node.items.flatMap((item) => child(item).map(([, value]) => value));
    return [[name, { kind: "list", items }]];
  }
  return [[name, { kind: "object", fields: node.fields.flatMap(([field, value]) => child(value, field)) }]];
}

const sizes = new WeakMap<JsonTree, number>();

function sizeOf(tree: JsonTree): number {
  const cached = sizes.get(tree);
  if (cached !== undefined) return cached;
  const children =
    tree.kind === "leaf" ? [] : tree.kind === "list" ? tree.items : tree.fields.map(([, value]) => value);
  const size = children.reduce((sum, one) => sum + sizeOf(one), 1);
  sizes.set(tree, size);
  return size;
}

function apply(node: JsonTree, name: string, change: Change): readonly JsonField[] {
  if (change.kind === "drop") return [];
  if (change.kind === "replace") return [[name, change.value]];
  if (change.kind === "rename") return [[change.name, node]];
  if (change.kind === "wrapInList") return [[name, { kind: "list", items: [node] }]];
  if (change.kind === "wrap") return [[name, { kind: "object", fields: [["data", node]] }]];
  return [
    [name, node],
    [name, change.value],
  ];
}
