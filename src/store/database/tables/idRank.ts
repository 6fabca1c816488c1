const longest = 999;

/** Sorts ids as text: numbers by their value and before all else. */
export function idRank(id: string): string {
  if (!/^(?:0|[1-9]\d*)$/.test(id) || id.length > longest) return `~${id}`;
  return String(id.length).padStart(3, "0") + id;
}
