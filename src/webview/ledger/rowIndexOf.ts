/** Which row of the grid an event met; the header is none. */
export function rowIndexOf({ target }: Event): number | undefined {
  const row = target instanceof Element ? target.closest("[aria-rowindex]") : null;
  return row ? Number(row.getAttribute("aria-rowindex")) - 2 : undefined;
}
