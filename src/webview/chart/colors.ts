export interface ChartColors {
  readonly line: string;
  readonly grid: string;
  readonly zero: string;
  readonly text: string;
  readonly topUp: string;
  readonly reset: string;
  readonly limit: string;
}

/** The theme's colours of the chart, read where it stands: a canvas knows no variables. */
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
  };
}
