/**
 * The entries of the account list as a person wrote it. What stands there without brackets is an entry too:
 * it is judged, and kept when the list is written.
 */
export function toEntries(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** The id of an entry of a list in the settings, as a person wrote it; `undefined` where it has none. */
export function entryId(entry: unknown): string | undefined {
  const isNamed = typeof entry === "object" && entry !== null && "id" in entry;
  return isNamed && typeof entry.id === "string" ? entry.id : undefined;
}
