/**
 * The entries of a list in the settings. A value that is not an array counts as one entry: it is validated, and it
 * stays when the list is written.
 */
export function toEntries(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** The id of an entry of a list in the settings; `undefined` when it has none. */
export function entryId(entry: unknown): string | undefined {
  const isNamed = typeof entry === "object" && entry !== null && "id" in entry;
  return isNamed && typeof entry.id === "string" ? entry.id : undefined;
}
