import type uPlot from "uplot";
import type { ChartMark } from "../../core/history/chart.ts";
import type { Unit } from "../../core/money/unit.ts";
import type { RenderContext } from "../app/viewContext.ts";
import { signedText } from "../text/amountText.ts";
import { formatMessage } from "../text/formatMessage.ts";
import type { ChartView } from "./chartView.ts";
import type { ChartColors } from "./colors.ts";

/** "top-up +2,000" */
export function markLabel(context: RenderContext, { type, amount }: ChartMark, unit: Unit): string {
  return formatMessage(context.strings.chart.marks[type], signedText(context, amount, unit));
}

const labelGapPx = 6;
// More lines than these are drawn faintly, so that the balance stays visible.
const maxStrongMarks = 12;

/** Draws top-ups, resets and changed limits: a dotted line each, with its label where there is room. */
export function drawMarks(plot: uPlot, view: ChartView, colors: ChartColors, font: string): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.font = font;
  ctx.textAlign = "left";
  ctx.textBaseline = "top";
  ctx.lineWidth = ratio;
  ctx.setLineDash([2 * ratio, 3 * ratio]);
  const shown = view.chart.marks
    .filter(({ atMs }) => atMs >= view.fromMs && atMs <= view.toMs)
    .map((mark) => ({ mark, x: Math.round(plot.valToPos(mark.atMs, "x", true)) }));
  let occupiedUntil = bbox.left;
  for (const [index, { mark, x }] of shown.entries()) {
    ctx.strokeStyle = ctx.fillStyle = colors[mark.type];
    ctx.globalAlpha = shown.length > maxStrongMarks ? 0.5 : 1;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.globalAlpha = 1;
    const text = markLabel(view.context, mark, view.unit);
    const gap = labelGapPx * ratio;
    const width = ctx.measureText(text).width + gap;
    const fitsRight = x + width <= (shown[index + 1]?.x ?? bbox.left + bbox.width);
    const left = fitsRight ? x + gap : x - width;
    if (left >= occupiedUntil) ctx.fillText(text, left, bbox.top);
    occupiedUntil = (fitsRight && left >= occupiedUntil ? x + width : x) + gap;
  }
  ctx.restore();
}
