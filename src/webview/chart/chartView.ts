import type { Chart } from "../../core/history/chart.ts";
import type { Unit } from "../../core/money/unit.ts";
import type { RenderContext } from "../app/viewContext.ts";
import type { ChartBand } from "./band.ts";

/** What is drawn: a chart between two instants (epoch milliseconds). */
export interface ChartView {
  readonly context: RenderContext;
  readonly chart: Chart;
  readonly unit: Unit;
  readonly fromMs: number;
  /** After the last reading where a forecast is drawn. */
  readonly toMs: number;
  readonly band?: ChartBand;
  /** The forecast in words. */
  readonly forecast?: string;
}
