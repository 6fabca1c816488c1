/** An item with an id and a name for people. */
export interface LabelledItem {
  readonly id: string;
  readonly label: string;
}

/** The items that a name means: the exact id, else every id or label that matches in any case. */
export function matchByName<T extends LabelledItem>(items: readonly T[], name: string): readonly T[] {
  const exact = items.filter(({ id }) => id === name);
  if (exact.length > 0) return exact;
  return items.filter(
    ({ id, label }) => foldName(id) === foldName(name) || foldName(label) === foldName(name),
  );
}

/** The form of a name in which width, case and blanks around it do not count. */
export function foldName(name: string): string {
  return name.normalize("NFKC").trim().toLowerCase();
}
