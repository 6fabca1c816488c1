import type uPlot from "uplot";
import { formatExact, formatShort } from "../../core/money/formatAmount.ts";
import { dayMs } from "../../core/time/durations.ts";
import type { RenderContext } from "../app/viewContext.ts";
import { timeText } from "../text/timeText.ts";
import type { ChartView } from "./chartView.ts";
import type { ChartColors } from "./colors.ts";
import type { ValueTick } from "./ticks.ts";

const monthMs = 28 * dayMs;

/** The labels of the time axis; their precision depends on the distance between two of them. */
export function timeLabels(
  context: RenderContext,
  atMs: readonly number[],
  stepMs: number,
): readonly string[] {
  if (stepMs >= monthMs) return atMs.map((ms) => timeText(context, ms, "month"));
  return atMs.map((ms) => {
    const isMidnight = new Date(ms).getHours() === 0 && new Date(ms).getMinutes() === 0;
    return timeText(context, ms, stepMs >= dayMs || isMidnight ? "day" : "clock");
  });
}

/** The labels of the value axis: short where these differ, empty while amounts are hidden. */
export function valueLabels({ context, unit }: ChartView, ticks: readonly ValueTick[]): readonly string[] {
  const { locale, hideAmounts } = context;
  if (hideAmounts) return ticks.map(() => "");
  const short = ticks.map(({ amount }) => formatShort(amount, unit, locale));
  if (new Set(short).size === ticks.length) return short;
  return ticks.map(({ amount }) => formatExact(amount, unit, locale));
}

/** What the axes show; each drawing reads it. */
export interface AxesSource {
  readonly view: () => ChartView;
  readonly ticks: () => readonly ValueTick[];
  readonly colors: () => ChartColors;
}

const hidden = { show: false };
/** A label that would reach more than this beyond the right edge of the plot is left out. */
const maxOverhangPx = 8;

/** Time below; amounts at the left, as wide as their labels. */
export function chartAxes(font: string, { view, ticks, colors }: AxesSource): uPlot.Axis[] {
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
        const end = plot.bbox.width / devicePixelRatio + maxOverhangPx;
        const fits = (atMs: number, label: string) => plot.valToPos(atMs, "x") + widthOf(label) / 2 <= end;
        const labels = timeLabels(view().context, splits, stepMs);
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
