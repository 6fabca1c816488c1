import type uPlot from "uplot";
import type { ChartColors } from "./colors.ts";
import type { ValueTick } from "./ticks.ts";
import { timeLabels } from "./timeLabels.ts";
import { valueLabels } from "./valueLabels.ts";
import type { ChartView } from "./view.ts";

export interface AxesGround {
  readonly view: () => ChartView;
  readonly ticks: () => readonly ValueTick[];
  readonly colors: () => ChartColors;
}

const hidden = { show: false };
/** To the right of the plot: a label that would reach further is left out, not cut. */
const endPx = 8;

/** Time below, amounts at the left, as wide as their labels. */
export function chartAxes(font: string, { view, ticks, colors }: AxesGround): uPlot.Axis[] {
  const stroke = () => colors().text;
  const measure = document.createElement("canvas").getContext("2d");
  if (measure) measure.font = font;
  const widthOf = (label: string) => measure?.measureText(label).width ?? 0;
  return [
    {
      stroke,
      font,
      size: 26,
      gap: 6,
      space: 90,
      grid: hidden,
      ticks: hidden,
      values: (plot, splits, _axis, _space, stepMs) => {
        const end = plot.bbox.width / devicePixelRatio + endPx;
        const fits = (atMs: number, label: string) => plot.valToPos(atMs, "x") + widthOf(label) / 2 <= end;
        const labels = timeLabels(view().screen, splits, stepMs);
        return labels.map((label, index) => (fits(splits[index] ?? 0, label) ? label : null));
      },
    },
    {
      stroke,
      font,
      size: () => Math.ceil(Math.max(...valueLabels(view(), ticks()).map(widthOf))) + 10,
      gap: 8,
      grid: { stroke: () => colors().grid, width: 1 },
      ticks: hidden,
      splits: () => ticks().map(({ value }) => value),
      values: () => [...valueLabels(view(), ticks())],
    },
  ];
}
