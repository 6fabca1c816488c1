import type { Meter } from "../../core/accounts/accountState.ts";
import type { Chart, ChartAmount } from "../../core/history/chart.ts";
import type { Amount } from "../../core/money/amount.ts";
import type { Unit } from "../../core/money/unit.ts";
import type { RenderContext } from "../app/viewContext.ts";
import type { ChartBand } from "./band.ts";
import type { EvenPace } from "./evenPace.ts";

/** Another meter of the same unit, drawn beside the selected one. */
export interface OtherLine {
  readonly meter: Meter;
  readonly chart: Chart;
  /** Its place among all meters that can be drawn, which has its colour. */
  readonly colorIndex: number;
}

/** What is drawn: the chart of a meter between two instants (epoch milliseconds), and what it is compared with. */
export interface ChartView {
  readonly context: RenderContext;
  readonly meter: Meter;
  readonly amount: ChartAmount;
  readonly chart: Chart;
  readonly others: readonly OtherLine[];
  readonly unit: Unit;
  readonly fromMs: number;
  /** After the last reading where a forecast is drawn. */
  readonly toMs: number;
  /** Below this amount the meter is low. */
  readonly floor?: Amount;
  readonly pace?: EvenPace;
  readonly band?: ChartBand;
  /** The forecast in words. */
  readonly forecast?: string;
}

/** What the line is: "Balance", or which amount where a part of it is reserved. */
export function amountName({ context, meter, amount }: ChartView): string {
  const { balance, amounts } = context.strings.chart;
  return meter.held === undefined ? balance : amounts[amount];
}

/** The same drawing: the objects of charts are the same for the same results. */
export function isSameDrawing(a: ChartView, b: ChartView): boolean {
  return (
    a.chart === b.chart &&
    a.fromMs === b.fromMs &&
    a.toMs === b.toMs &&
    a.floor === b.floor &&
    a.context.locale === b.context.locale &&
    a.context.hideAmounts === b.context.hideAmounts &&
    a.others.length === b.others.length &&
    a.others.every(({ chart }, index) => chart === b.others[index]?.chart) &&
    JSON.stringify([a.band, a.pace]) === JSON.stringify([b.band, b.pace])
  );
}
