const zeroBar = "▁";
const bars = "▂▃▄▅▆▇█";

/** A bar for each value, for text: the lowest is zero, the highest the greatest value. Empty for no values. */
export function sparkline(values: readonly number[]): string {
  const max = Math.max(...values, 0);
  return values
    .map((value) =>
      value <= 0 || max === 0 ? zeroBar : (bars[Math.ceil((value / max) * bars.length) - 1] ?? zeroBar),
    )
    .join("");
}
