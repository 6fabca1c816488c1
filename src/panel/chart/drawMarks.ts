import type uPlot from "uplot";
import type { ChartColors } from "./chartColors.ts";
import type { ChartView } from "./chartView.ts";
import { markText } from "./markText.ts";

const labelGap = 6;

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
  let takenUntil = bbox.left;
  for (const mark of view.chart.marks) {
    if (mark.atMs < view.fromMs || mark.atMs > view.toMs) continue;
    const x = Math.round(plot.valToPos(mark.atMs, "x", true));
    ctx.strokeStyle = ctx.fillStyle = colors[mark.type];
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    const text = markText(view.screen, mark, view.unit);
    const width = ctx.measureText(text).width;
    const gap = labelGap * ratio;
    const fitsRight = x + gap + width <= bbox.left + bbox.width;
    const left = fitsRight ? x + gap : x - gap - width;
    if (left < takenUntil) continue;
    ctx.fillText(text, left, bbox.top);
    takenUntil = Math.max(x, left + width) + gap;
  }
  ctx.restore();
}
