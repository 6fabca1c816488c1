/** Something with an id and a name that people call it by. */
export interface Named {
  readonly id: string;
  readonly label: string;
}

/** What is meant by a name: the very id, else an id or label in any case; several where it is not clear. */
export function matchByName<T extends Named>(all: readonly T[], wanted: string): readonly T[] {
  const fold = (text: string) => text.normalize("NFKC").trim().toLowerCase();
  const exact = all.filter(({ id }) => id === wanted);
  if (exact.length > 0) return exact;
  return all.filter(({ id, label }) => fold(id) === fold(wanted) || fold(label) === fold(wanted));
}
