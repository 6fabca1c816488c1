import uPlot from "uplot";
import { chartAxes } from "./axes.ts";
import { leastOfBand } from "./band.ts";
import { type ChartColors, chartColors } from "./colors.ts";
import { drawBand } from "./drawBand.ts";
import { drawMarks } from "./drawMarks.ts";
import { ChartHover } from "./hover.ts";
import { chartLine } from "./line.ts";
import { valueTicks } from "./ticks.ts";
import type { ChartView } from "./view.ts";

const heightPx = 200;
const leastWidthPx = 120;
const font = (family: string, ratio = 1) => `${11 * ratio}px ${family}`;

/**
 * The drawn line. Follows the theme and the width of its place, and is drawn once that is known: between layout
 * and painting, so that nothing is laid out for it alone. Whoever makes it destroys it.
 */
export class ChartPlot {
  readonly #place: HTMLElement;
  readonly #resized: ResizeObserver;
  readonly #themed: MutationObserver;
  #drawn: { readonly plot: uPlot; readonly hover: ChartHover } | undefined;
  #view: ChartView;
  #line: ReturnType<typeof chartLine>;
  #ticks: ReturnType<typeof valueTicks>;
  #knownColors: ChartColors | undefined;

  constructor(place: HTMLElement, view: ChartView) {
    this.#place = place;
    this.#view = view;
    this.#line = chartLine(view.chart.points);
    this.#ticks = ticksOf(view);
    this.#resized = new ResizeObserver(() => this.#fit());
    this.#resized.observe(place);
    this.#themed = new MutationObserver(() => this.#restyle());
    for (const element of [document.documentElement, document.body]) {
      this.#themed.observe(element, { attributes: true, attributeFilter: ["class", "style"] });
    }
  }

  show(view: ChartView): void {
    const before = this.#view;
    this.#view = view;
    if (isSame(before, view)) return;
    this.#line = chartLine(view.chart.points);
    this.#ticks = ticksOf(view);
    this.#drawn?.plot.setData(this.#data());
    this.#drawn?.hover.update();
  }

  destroy(): void {
    this.#resized.disconnect();
    this.#themed.disconnect();
    this.#drawn?.plot.destroy();
  }

  #data(): uPlot.AlignedData {
    return [[...this.#line.xs], [...this.#line.ys]];
  }

  #fit(): void {
    const { clientWidth } = this.#place;
    if (clientWidth === 0) return;
    const width = Math.max(clientWidth, leastWidthPx);
    if (!this.#drawn) this.#begin(width);
    else if (width !== this.#drawn.plot.width) {
      this.#drawn.plot.setSize({ width, height: heightPx });
      this.#drawn.hover.update();
    }
  }

  get #colors(): ChartColors {
    this.#knownColors ??= chartColors(this.#place);
    return this.#knownColors;
  }

  #restyle(): void {
    this.#knownColors = undefined;
    this.#drawn?.plot.redraw(false);
  }

  #begin(width: number): void {
    const plot = new uPlot(this.#options(width), this.#data(), this.#place);
    this.#drawn = { plot, hover: new ChartHover(plot, () => this.#view) };
  }

  #options(width: number): uPlot.Options {
    const hidden = { show: false };
    const { fontFamily } = getComputedStyle(this.#place);
    return {
      width,
      height: heightPx,
      ms: 1,
      padding: [8, 8, 0, 0],
      legend: hidden,
      cursor: hidden,
      select: { show: false, left: 0, top: 0, width: 0, height: 0 },
      scales: {
        x: { time: true, range: () => [this.#view.fromMs, this.#view.toMs] },
        y: { range: () => [this.#ticks[0]?.value ?? 0, this.#ticks.at(-1)?.value ?? 1] },
      },
      axes: chartAxes(font(fontFamily), {
        view: () => this.#view,
        ticks: () => this.#ticks,
        colors: () => this.#colors,
      }),
      series: [
        {},
        {
          stroke: () => this.#colors.line,
          width: 1.6,
          points: { show: true, size: 5, filter: () => [...this.#line.alone], fill: () => this.#colors.line },
        },
      ],
      hooks: {
        draw: [
          (plot) => this.#view.band && drawBand(plot, this.#view.band, this.#colors),
          (plot) => drawMarks(plot, this.#view, this.#colors, font(fontFamily, devicePixelRatio)),
        ],
      },
    };
  }
}

function isSame(a: ChartView, b: ChartView): boolean {
  const isSameScreen = a.screen.locale === b.screen.locale && a.screen.hideAmounts === b.screen.hideAmounts;
  const isSameBand = JSON.stringify(a.band) === JSON.stringify(b.band);
  return isSameScreen && isSameBand && a.chart === b.chart && a.fromMs === b.fromMs && a.toMs === b.toMs;
}

function ticksOf({ chart, band, toMs }: ChartView): ReturnType<typeof valueTicks> {
  const values = chart.points.map(({ remaining }) => Number(remaining));
  const least = band ? [leastOfBand(band, toMs)] : [];
  return valueTicks(Math.min(...values, ...least), Math.max(...values));
}
