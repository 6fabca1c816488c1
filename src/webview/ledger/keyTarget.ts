/** The row that a key moves to; `undefined` for keys that do not move. */
export function keyTarget(key: string, at: number, total: number, page: number): number | undefined {
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: total - 1,
  };
  const target = targets[key];
  if (target === undefined || total === 0) return undefined;
  return Math.min(Math.max(target, 0), total - 1);
}
