import type uPlot from "uplot";
import type { ForecastPoint } from "../../protocol/panelState.ts";
import type { ChartBand } from "./band.ts";
import type { ChartColors } from "./colors.ts";

/** Draws the forecast: a dashed line for its earliest and its latest end, and the area between them. */
export function drawBand(plot: uPlot, { start, earliest, latest }: ChartBand, colors: ChartColors): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const tracePath = (...points: readonly ForecastPoint[]) => {
    ctx.beginPath();
    for (const { atMs, remaining } of points)
      ctx.lineTo(plot.valToPos(atMs, "x", true), plot.valToPos(remaining, "y", true));
  };
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.fillStyle = ctx.strokeStyle = colors.line;
  tracePath(start, earliest, latest);
  ctx.globalAlpha = 0.15;
  ctx.fill();
  ctx.globalAlpha = 0.7;
  ctx.lineWidth = ratio;
  ctx.setLineDash([4 * ratio, 4 * ratio]);
  for (const end of [earliest, latest]) {
    tracePath(start, end);
    ctx.stroke();
  }
  ctx.restore();
}
