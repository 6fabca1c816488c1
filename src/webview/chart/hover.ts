import type uPlot from "uplot";
import { amountText } from "../text/amountText.ts";
import { spanText, whenRead } from "../text/timeText.ts";
import { markText } from "./drawMarks.ts";
import { readingAt } from "./readingAt.ts";
import type { ChartView } from "./view.ts";

const slackPx = 6;

/** What the pointer points at: the exact value and its time. Screen readers have the table instead. */
export class ChartHover {
  readonly #plot: uPlot;
  readonly #view: () => ChartView;
  readonly #card = piece("hover-card");
  readonly #dot = piece("hover-dot");
  #pointerX: number | undefined;

  constructor(plot: uPlot, view: () => ChartView) {
    this.#plot = plot;
    this.#view = view;
    plot.over.append(this.#dot, this.#card);
    plot.over.addEventListener("pointermove", (event) => this.#point(event.offsetX));
    plot.over.addEventListener("pointerleave", () => this.#point(undefined));
    this.update();
  }

  /** Points anew where the pointer still is. */
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

  #point(x: number | undefined): void {
    this.#pointerX = x;
    this.update();
  }

  #textAt(x: number): readonly HTMLElement[] | undefined {
    const plot = this.#plot;
    const { screen, chart, unit } = this.#view();
    const slackMs = plot.posToVal(slackPx, "x") - plot.posToVal(0, "x");
    const atMs = plot.posToVal(x, "x");
    const reading = readingAt(chart.points, atMs, slackMs);
    this.#dot.hidden = reading === undefined;
    const marks = chart.marks.filter((mark) => Math.abs(mark.atMs - atMs) <= slackMs);
    const markLines = marks
      .slice(0, 3)
      .flatMap((mark) => [
        line("mark", markText(screen, mark, unit)),
        line("time", whenRead(screen, mark.atMs)),
      ]);
    if (!reading) return markLines.length > 0 ? markLines : undefined;
    const dotMs = Math.min(Math.max(atMs, reading.fromMs), reading.toMs);
    const y = plot.valToPos(Number(reading.remaining), "y");
    this.#dot.style.transform = `translate(${plot.valToPos(dotMs, "x")}px, ${y}px)`;
    const value = screen.hideAmounts ? [] : [line("value", amountText(screen, reading.remaining, unit))];
    return [...value, line("time", spanText(screen, reading.fromMs, reading.toMs, "short")), ...markLines];
  }
}

function piece(name: string): HTMLElement {
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
