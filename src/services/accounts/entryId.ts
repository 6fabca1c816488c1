/** The id of an entry of a list in the settings, as a person wrote it; `undefined` where it has none. */
export function entryId(entry: unknown): string | undefined {
  const isNamed = typeof entry === "object" && entry !== null && "id" in entry;
  return isNamed && typeof entry.id === "string" ? entry.id : undefined;
}
