/** How many visible rows of the ledger are missing, or wait for their entry. */
export function blankRows(): number {
  const grid = document.querySelector(".grid");
  const body = grid?.querySelector<HTMLElement>(".grid-body");
  if (!grid || !body) return 0;
  const total = Number(grid.getAttribute("aria-rowcount")) - 1;
  const rowPx = body.scrollHeight / Math.max(1, total);
  const first = Math.floor(body.scrollTop / rowPx);
  const last = Math.min(total, Math.ceil((body.scrollTop + body.clientHeight) / rowPx));
  let blank = 0;
  for (let index = first; index < last; index += 1) {
    if (!grid.querySelector(`[aria-rowindex="${index + 2}"]:not([aria-busy])`)) blank += 1;
  }
  return blank;
}
