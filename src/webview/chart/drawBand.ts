import type uPlot from "uplot";
import type { BandEnd } from "../../protocol/messages.ts";
import type { ChartBand } from "./band.ts";
import type { ChartColors } from "./colors.ts";

/** Draws what may come: the soonest and the latest course, dashed, and what lies between them. */
export function drawBand(plot: uPlot, { start, soonest, latest }: ChartBand, colors: ChartColors): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const to = ({ atMs, left }: BandEnd) =>
    ctx.lineTo(plot.valToPos(atMs, "x", true), plot.valToPos(left, "y", true));
  const trace = (...corners: readonly BandEnd[]) => {
    ctx.beginPath();
    for (const corner of corners) to(corner);
  };
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.fillStyle = ctx.strokeStyle = colors.line;
  trace(start, soonest, latest);
  ctx.globalAlpha = 0.15;
  ctx.fill();
  ctx.globalAlpha = 0.7;
  ctx.lineWidth = ratio;
  ctx.setLineDash([4 * ratio, 4 * ratio]);
  for (const end of [soonest, latest]) {
    trace(start, end);
    ctx.stroke();
  }
  ctx.restore();
}
