import type uPlot from "uplot";
import type { ForecastPoint } from "../../protocol/panelState.ts";
import type { ChartView } from "./chartView.ts";
import type { ChartColors } from "./colors.ts";

const gapPx = 6;

/** Draws the forecast: a dashed line for its earliest and its latest end, the area between them, and its name. */
export function drawBand(plot: uPlot, { band, context }: ChartView, colors: ChartColors, font: string): void {
  if (!band) return;
  const { start, earliest, latest } = band;
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
  drawName();
  ctx.restore();

  function drawName(): void {
    ctx.globalAlpha = 1;
    ctx.fillStyle = colors.text;
    ctx.font = font;
    ctx.textAlign = "right";
    ctx.textBaseline = "top";
    const right = bbox.left + bbox.width - gapPx * ratio;
    const { forecast } = context.strings.chart;
    const left = plot.valToPos(start.atMs, "x", true) + gapPx * ratio;
    // Only where it does not stand on the readings.
    if (right - ctx.measureText(forecast).width >= left) ctx.fillText(forecast, right, bbox.top + 18 * ratio);
  }
}
