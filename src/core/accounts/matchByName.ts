/** Something with an id and a name that people call it by. */
export interface LabelledItem {
  readonly id: string;
  readonly label: string;
}

/** What is meant by a name: the very id, else an id or label in any case; several where it is not clear. */
export function matchByName<T extends LabelledItem>(items: readonly T[], name: string): readonly T[] {
  const fold = (text: string) => text.normalize("NFKC").trim().toLowerCase();
  const exact = items.filter(({ id }) => id === name);
  if (exact.length > 0) return exact;
  return items.filter(({ id, label }) => fold(id) === fold(name) || fold(label) === fold(name));
}
