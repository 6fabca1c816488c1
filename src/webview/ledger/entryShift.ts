import type { LedgerPages } from "./pages.ts";

/** How many rows later the entries from `first` to `last` stand in newer pages; `undefined` if none is held there. */
export function entryShift(
  before: LedgerPages,
  fresh: LedgerPages,
  { first, last }: { readonly first: number; readonly last: number },
): number | undefined {
  for (let index = first; index <= last; index++) {
    const entry = before.entry(index);
    const at = entry && fresh.indexOf(entry);
    if (at !== undefined) return at - index;
  }
  return undefined;
}
