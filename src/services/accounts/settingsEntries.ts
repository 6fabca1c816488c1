/**
 * The entries of the account list as a person wrote it. What stands there without brackets is an entry too:
 * it is judged, and kept when the list is written.
 */
export function accountEntries(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
