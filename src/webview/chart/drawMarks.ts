import type uPlot from "uplot";
import type { ChartMark } from "../../core/history/chart.ts";
import type { Unit } from "../../core/money/unit.ts";
import type { RenderContext } from "../app/viewContext.ts";
import { signedText } from "../text/amountText.ts";
import { formatMessage } from "../text/formatMessage.ts";
import type { ChartColors } from "./colors.ts";
import type { ChartView } from "./view.ts";

/** "top-up +2,000" */
export function markText(screen: RenderContext, { type, amount }: ChartMark, unit: Unit): string {
  return formatMessage(screen.words.chart.marks[type], signedText(screen, amount, unit));
}

const labelGap = 6;
// More lines than these would drown the balance.
const mostStrong = 12;

/** Draws top-ups and resets: a dotted line each, and its words where they have room. */
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
  let takenUntil = bbox.left;
  for (const [index, { mark, x }] of shown.entries()) {
    ctx.strokeStyle = ctx.fillStyle = colors[mark.type];
    ctx.globalAlpha = shown.length > mostStrong ? 0.5 : 1;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.globalAlpha = 1;
    const text = markText(view.screen, mark, view.unit);
    const gap = labelGap * ratio;
    const width = ctx.measureText(text).width + gap;
    const fitsRight = x + width <= (shown[index + 1]?.x ?? bbox.left + bbox.width);
    const left = fitsRight ? x + gap : x - width;
    if (left >= takenUntil) ctx.fillText(text, left, bbox.top);
    takenUntil = (fitsRight && left >= takenUntil ? x + width : x) + gap;
  }
  ctx.restore();
}
