import type { Chart } from "../../core/history.ts";
import type { Unit } from "../../core/unit.ts";
import type { Screen } from "../screen.ts";

/** What is drawn: a chart between two instants (epoch milliseconds), in the reader's language. */
export interface ChartView {
  readonly screen: Screen;
  readonly chart: Chart;
  readonly unit: Unit;
  readonly fromMs: number;
  readonly toMs: number;
}
