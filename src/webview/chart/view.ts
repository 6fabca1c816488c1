import type { Chart } from "../../core/history/chart.ts";
import type { Unit } from "../../core/money/unit.ts";
import type { RenderContext } from "../app/viewContext.ts";
import type { ChartBand } from "./band.ts";

/** What is drawn: a chart between two instants (epoch milliseconds), in the reader's language. */
export interface ChartView {
  readonly screen: RenderContext;
  readonly chart: Chart;
  readonly unit: Unit;
  readonly fromMs: number;
  /** Also the end of what may come, as far as there is room for it. */
  readonly toMs: number;
  /** What may come after the last reading. */
  readonly band?: ChartBand;
  /** The same in words. */
  readonly outlook?: string;
}
