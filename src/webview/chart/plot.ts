import uPlot from "uplot";
import { chartAxes } from "./axes.ts";
import { type ChartView, isSameDrawing } from "./chartView.ts";
import { type ChartColors, chartColors } from "./colors.ts";
import { drawBand } from "./drawBand.ts";
import { drawAxisBreak, drawGuides } from "./drawGuides.ts";
import { drawMarks } from "./drawMarks.ts";
import { ChartHover } from "./hover.ts";
import { otherColors } from "./legend.ts";
import { type ChartLine, chartLine } from "./line.ts";
import { type ValueAxis, valueAxis } from "./valueAxis.ts";

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
  /** The selected meter's first. */
  #lines: readonly ChartLine[];
  #axis: ValueAxis;
  #cachedColors: ChartColors | undefined;

  constructor(container: HTMLElement, view: ChartView) {
    this.#container = container;
    this.#view = view;
    this.#lines = linesOf(view);
    this.#axis = valueAxis(view);
    this.#resizeObserver = new ResizeObserver(() => this.#resize());
    this.#resizeObserver.observe(container);
    this.#themeObserver = new MutationObserver(() => this.#updateColors());
    for (const element of [document.documentElement, document.body]) {
      this.#themeObserver.observe(element, { attributes: true, attributeFilter: ["class", "style"] });
    }
  }

  show(view: ChartView): void {
    const isUnchanged = isSameDrawing(this.#view, view);
    const hasSameLines = colorsOf(this.#view).join() === colorsOf(view).join();
    this.#view = view;
    if (isUnchanged && hasSameLines) return;
    this.#lines = linesOf(view);
    this.#axis = valueAxis(view);
    if (!this.#drawn) return;
    if (hasSameLines) {
      this.#drawn.plot.setData(this.#data());
      this.#drawn.hover.update();
      return;
    }
    const { width } = this.#drawn.plot;
    this.#drawn.plot.destroy();
    this.#create(width);
  }

  destroy(): void {
    this.#resizeObserver.disconnect();
    this.#themeObserver.disconnect();
    this.#drawn?.plot.destroy();
  }

  #data(): uPlot.AlignedData {
    const tables = this.#lines.map(({ xs, ys }): uPlot.AlignedData => [[...xs], [...ys]]);
    const [first] = tables;
    return first && tables.length === 1 ? first : uPlot.join(tables);
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

  #series(stroke: () => string, width: number): uPlot.Series {
    return {
      stroke,
      width,
      points: { show: true, size: 5, filter: (_plot, index) => this.#isolated(index), fill: stroke },
    };
  }

  /** The places of a line's readings between two gaps, which need a dot to be seen. */
  #isolated(seriesIndex: number): number[] {
    const line = this.#lines[seriesIndex - 1];
    if (!line) return [];
    if (this.#lines.length === 1) return [...line.isolated];
    const instants = new Set(line.isolated.map((index) => line.xs[index]));
    const [all = []] = this.#drawn?.plot.data ?? [];
    return [...all.keys()].filter((index) => instants.has(all[index]));
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
        y: { range: () => [this.#axis.ticks[0]?.value ?? 0, this.#axis.ticks.at(-1)?.value ?? 1] },
      },
      axes: chartAxes(font(fontFamily), {
        view: () => this.#view,
        ticks: () => this.#axis.ticks,
        colors: () => this.#colors,
      }),
      series: [
        {},
        this.#series(() => this.#colors.line, 1.6),
        ...colorsOf(this.#view).map((index) => this.#series(() => this.#colors.others[index] ?? "", 1.2)),
      ],
      hooks: {
        draw: [
          (plot) => drawGuides(plot, this.#view, this.#colors, font(fontFamily, devicePixelRatio)),
          (plot) => this.#axis.isBroken && drawAxisBreak(plot, this.#colors),
          (plot) =>
            this.#view.band && drawBand(plot, this.#view, this.#colors, font(fontFamily, devicePixelRatio)),
          (plot) => drawMarks(plot, this.#view, this.#colors, font(fontFamily, devicePixelRatio)),
        ],
      },
    };
  }
}

function linesOf({ chart, others }: ChartView): readonly ChartLine[] {
  return [chart, ...others.map((other) => other.chart)].map(({ points }) => chartLine(points));
}

function colorsOf({ others }: ChartView): readonly number[] {
  return others.map(({ colorIndex }) => colorIndex % otherColors);
}
