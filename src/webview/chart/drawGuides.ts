import type uPlot from "uplot";
import type { ForecastPoint } from "../../protocol/panelState.ts";
import { amountText } from "../text/amountText.ts";
import { formatMessage } from "../text/formatMessage.ts";
import type { ChartView } from "./chartView.ts";
import type { ChartColors } from "./colors.ts";

const gapPx = 4;

/** Draws what the line is compared with: the low-balance warning, and the even pace to the reset. */
export function drawGuides(plot: uPlot, view: ChartView, colors: ChartColors, font: string): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.lineWidth = devicePixelRatio;
  ctx.font = font;
  if (view.pace) drawPace(plot, view.pace, colors);
  if (view.floor !== undefined) drawFloor(plot, view, Number(view.floor), colors);
  ctx.restore();
}

function drawPace(
  plot: uPlot,
  { start, end }: { readonly start: ForecastPoint; readonly end: ForecastPoint },
  colors: ChartColors,
): void {
  const { ctx } = plot;
  ctx.strokeStyle = colors.pace;
  ctx.setLineDash([1 * devicePixelRatio, 3 * devicePixelRatio]);
  ctx.beginPath();
  for (const { atMs, remaining } of [start, end])
    ctx.lineTo(plot.valToPos(atMs, "x", true), plot.valToPos(remaining, "y", true));
  ctx.stroke();
}

function drawFloor(
  plot: uPlot,
  { context, floor, unit }: ChartView,
  value: number,
  colors: ChartColors,
): void {
  const { ctx, bbox } = plot;
  const y = Math.round(plot.valToPos(value, "y", true));
  ctx.strokeStyle = ctx.fillStyle = colors.floor;
  ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  const text = formatMessage(context.strings.chart.floor, amountText(context, floor, unit, "short"));
  ctx.textAlign = "left";
  ctx.textBaseline = "bottom";
  ctx.fillText(text, bbox.left + gapPx * devicePixelRatio, y - gapPx * 0.5 * devicePixelRatio);
}

/** A zigzag at the foot of an axis that does not begin at zero. */
export function drawAxisBreak({ ctx, bbox }: uPlot, colors: ChartColors): void {
  const ratio = devicePixelRatio;
  const bottom = bbox.top + bbox.height;
  ctx.save();
  ctx.strokeStyle = colors.text;
  ctx.lineWidth = ratio;
  ctx.beginPath();
  [0, -4, 4, -4, 4, 0].forEach((x, index) => {
    ctx.lineTo(bbox.left + x * ratio, bottom - index * 3 * ratio);
  });
  ctx.stroke();
  ctx.restore();
}
