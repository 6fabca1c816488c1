export interface ChartColors {
  readonly line: string;
  readonly grid: string;
  readonly zero: string;
  readonly text: string;
  readonly topUp: string;
  readonly reset: string;
  readonly limit: string;
  readonly floor: string;
  readonly pace: string;
  /** Of the further lines. */
  readonly others: readonly string[];
}

/** The chart's colours in the current theme, read from CSS variables, which a canvas cannot use. */
export function chartColors(element: Element): ChartColors {
  const style = getComputedStyle(element);
  const color = (name: string) => style.getPropertyValue(`--chart-${name}`).trim();
  return {
    line: color("line"),
    grid: color("grid"),
    zero: color("zero"),
    text: color("text"),
    topUp: color("top-up"),
    reset: color("reset"),
    limit: color("limit"),
    floor: color("floor"),
    pace: color("pace"),
    others: [0, 1, 2, 3].map((index) => color(`other-${index}`)),
  };
}
