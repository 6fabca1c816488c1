import uPlot from "uplot";
import { chartAxes } from "./axes.ts";
import { minOfBand } from "./band.ts";
import type { ChartView } from "./chartView.ts";
import { type ChartColors, chartColors } from "./colors.ts";
import { drawBand } from "./drawBand.ts";
import { drawMarks } from "./drawMarks.ts";
import { ChartHover } from "./hover.ts";
import { chartLine } from "./line.ts";
import { valueTicks } from "./ticks.ts";

const heightPx = 200;
const minWidthPx = 120;
const font = (family: string, ratio = 1) => `${11 * ratio}px ${family}`;

/**
 * The drawn chart. It follows the theme and the width of its container. The first drawing waits for the resize
 * observer, which runs between layout and paint, so that it forces no layout of its own. The creator destroys it.
 */
export class ChartPlot {
  readonly #container: HTMLElement;
  readonly #resizeObserver: ResizeObserver;
  readonly #themeObserver: MutationObserver;
  #drawn: { readonly plot: uPlot; readonly hover: ChartHover } | undefined;
  #view: ChartView;
  #line: ReturnType<typeof chartLine>;
  #ticks: ReturnType<typeof valueTicks>;
  #cachedColors: ChartColors | undefined;

  constructor(container: HTMLElement, view: ChartView) {
    this.#container = container;
    this.#view = view;
    this.#line = chartLine(view.chart.points);
    this.#ticks = ticksOf(view);
    this.#resizeObserver = new ResizeObserver(() => this.#resize());
    this.#resizeObserver.observe(container);
    this.#themeObserver = new MutationObserver(() => this.#updateColors());
    for (const element of [document.documentElement, document.body]) {
      this.#themeObserver.observe(element, { attributes: true, attributeFilter: ["class", "style"] });
    }
  }

  show(view: ChartView): void {
    const isUnchanged = isSame(this.#view, view);
    this.#view = view;
    if (isUnchanged) return;
    this.#line = chartLine(view.chart.points);
    this.#ticks = ticksOf(view);
    this.#drawn?.plot.setData(this.#data());
    this.#drawn?.hover.update();
  }

  destroy(): void {
    this.#resizeObserver.disconnect();
    this.#themeObserver.disconnect();
    this.#drawn?.plot.destroy();
  }

  #data(): uPlot.AlignedData {
    return [[...this.#line.xs], [...this.#line.ys]];
  }

  #resize(): void {
    const { clientWidth } = this.#container;
    if (clientWidth === 0) return;
    const width = Math.max(clientWidth, minWidthPx);
    if (!this.#drawn) this.#create(width);
    else if (width !== this.#drawn.plot.width) {
      this.#drawn.plot.setSize({ width, height: heightPx });
      this.#drawn.hover.update();
    }
  }

  get #colors(): ChartColors {
    this.#cachedColors ??= chartColors(this.#container);
    return this.#cachedColors;
  }

  #updateColors(): void {
    this.#cachedColors = undefined;
    this.#drawn?.plot.redraw(false);
  }

  #create(width: number): void {
    const plot = new uPlot(this.#options(width), this.#data(), this.#container);
    this.#drawn = { plot, hover: new ChartHover(plot, () => this.#view) };
  }

  #options(width: number): uPlot.Options {
    const hidden = { show: false };
    const { fontFamily } = getComputedStyle(this.#container);
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
          points: {
            show: true,
            size: 5,
            filter: () => [...this.#line.isolated],
            fill: () => this.#colors.line,
          },
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
  return (
    a.chart === b.chart &&
    a.fromMs === b.fromMs &&
    a.toMs === b.toMs &&
    a.context.locale === b.context.locale &&
    a.context.hideAmounts === b.context.hideAmounts &&
    JSON.stringify(a.band) === JSON.stringify(b.band)
  );
}

function ticksOf({ chart, band, toMs }: ChartView): ReturnType<typeof valueTicks> {
  const values = chart.points.map(({ remaining }) => Number(remaining));
  const min = Math.min(...values, ...(band ? [minOfBand(band, toMs)] : []));
  return valueTicks(min, Math.max(...values));
}
