/** Prints rows under a heading, words to the left and numbers to the right. */
export function printTable(
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  const widths = head.map((cell, column) =>
    Math.max(cell.length, ...rows.map((row) => (row[column] ?? "").length)),
  );
  const pad = (cell: string, column: number) =>
    column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
  const line = (row: readonly string[]) => row.map(pad).join("  ");
  console.log(`\n${title}`);
  console.log(line(head));
  console.log(widths.map((width) => "─".repeat(width)).join("  "));
  for (const row of rows) console.log(line(row));
}

export function milliseconds(ms: number | undefined): string {
  if (ms === undefined) return "";
  return `${ms < 10 ? ms.toFixed(2) : ms.toFixed(0)} ms`;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
}

/** The minimum and the maximum: how much the machine itself varies. */
export function spread(values: readonly number[]): string {
  return `${milliseconds(Math.min(...values))} – ${milliseconds(Math.max(...values))}`;
}

/** The medians' ratio; `baseline` is the cheapest thing that does the same. */
export function ratio(values: readonly number[], baseline: readonly number[]): string {
  return `${(median(values) / median(baseline)).toFixed(2)} ×`;
}
