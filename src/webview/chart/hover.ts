import type uPlot from "uplot";
import { amountOf } from "../../core/money/amount.ts";
import { amountText } from "../text/amountText.ts";
import { formatMessage } from "../text/formatMessage.ts";
import { dateTimeText, timeRangeText } from "../text/timeText.ts";
import { bandAt } from "./band.ts";
import type { ChartView } from "./chartView.ts";
import { markLabel } from "./drawMarks.ts";
import { findReading } from "./findReading.ts";

const tolerancePx = 6;

/** The exact value and time under the pointer. Screen readers use the table instead. */
export class ChartHover {
  readonly #plot: uPlot;
  readonly #view: () => ChartView;
  readonly #card = hiddenElement("hover-card");
  readonly #dot = hiddenElement("hover-dot");
  #pointerX: number | undefined;

  constructor(plot: uPlot, view: () => ChartView) {
    this.#plot = plot;
    this.#view = view;
    plot.over.append(this.#dot, this.#card);
    plot.over.addEventListener("pointermove", (event) => this.#movePointer(event.offsetX));
    plot.over.addEventListener("pointerleave", () => this.#movePointer(undefined));
    this.update();
  }

  /** Shows what is under the pointer now, after the chart has changed. */
  update(): void {
    const x = this.#pointerX;
    const text = x === undefined ? undefined : this.#textAt(x);
    this.#card.hidden = text === undefined;
    if (x === undefined || text === undefined) {
      this.#dot.hidden = true;
      return;
    }
    this.#card.replaceChildren(...text);
    const width = this.#plot.over.clientWidth;
    const cardWidth = this.#card.offsetWidth;
    const left = x + 12 + cardWidth > width ? Math.max(0, x - 12 - cardWidth) : x + 12;
    this.#card.style.transform = `translate(${left}px, 18px)`;
  }

  #movePointer(x: number | undefined): void {
    this.#pointerX = x;
    this.update();
  }

  #textAt(x: number): readonly HTMLElement[] | undefined {
    const plot = this.#plot;
    const { context, chart, unit, others, band } = this.#view();
    const toleranceMs = plot.posToVal(tolerancePx, "x") - plot.posToVal(0, "x");
    const atMs = plot.posToVal(x, "x");
    const reading = findReading(chart.points, atMs, toleranceMs);
    this.#dot.hidden = reading === undefined;
    const marks = chart.marks.filter((mark) => Math.abs(mark.atMs - atMs) <= toleranceMs);
    const markLines = marks
      .slice(0, 3)
      .flatMap((mark) => [
        line("mark", markLabel(context, mark, unit)),
        line("time", dateTimeText(context, mark.atMs)),
      ]);
    const ahead = band && bandAt(band, atMs);
    if (!reading && ahead) return [...forecastLines(this.#view(), ahead, atMs), ...markLines];
    if (!reading) return markLines.length > 0 ? markLines : undefined;
    const dotMs = Math.min(Math.max(atMs, reading.fromMs), reading.toMs);
    const y = plot.valToPos(Number(reading.remaining), "y");
    this.#dot.style.transform = `translate(${plot.valToPos(dotMs, "x")}px, ${y}px)`;
    const value = context.hideAmounts ? [] : [line("value", amountText(context, reading.remaining, unit))];
    return [
      ...value,
      line("time", timeRangeText(context, reading.fromMs, reading.toMs, "short")),
      ...others.flatMap((other) => {
        const found = context.hideAmounts ? undefined : findReading(other.chart.points, atMs, toleranceMs);
        return found
          ? [line("mark", `${other.meter.label}: ${amountText(context, found.remaining, unit)}`)]
          : [];
      }),
      ...markLines,
    ];
  }
}

/** What is expected to be left, rounded to two digits: a forecast is not more precise. */
function forecastLines(
  { context, unit }: ChartView,
  { from, to }: { readonly from: number; readonly to: number },
  atMs: number,
): readonly HTMLElement[] {
  const { forecast, range } = context.strings.chart;
  const rounded = (value: number) =>
    amountText(context, amountOf(String(Number(Math.max(0, value).toPrecision(2)))), unit, "short");
  const texts = [rounded(from), rounded(to)] as const;
  const text = texts[0] === texts[1] ? texts[0] : formatMessage(range, ...texts);
  return [
    ...(context.hideAmounts ? [] : [line("value", text)]),
    line("time", `${forecast} · ${dateTimeText(context, atMs)}`),
  ];
}

function hiddenElement(name: string): HTMLElement {
  const element = document.createElement("div");
  element.className = name;
  element.hidden = true;
  return element;
}

function line(name: string, text: string): HTMLElement {
  const element = document.createElement("p");
  element.className = name;
  element.textContent = text;
  return element;
}
