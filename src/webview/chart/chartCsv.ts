import { csvRow, csvText, unitName } from "../../core/ledger/ledgerExport.ts";
import { instantOf } from "../../core/time/instant.ts";
import type { ChartView } from "./chartView.ts";

const columns = ["from", "to", "meter", "amount", "unit"];

/** The drawn readings as CSV, oldest first and one meter after the other. Amounts are exact, times in UTC. */
export function chartCsv({
  meter,
  chart,
  others,
  unit,
}: Pick<ChartView, "meter" | "chart" | "others" | "unit">): string {
  const rows = [{ meter, chart }, ...others].flatMap((line) =>
    line.chart.points.map(({ fromMs, toMs, remaining }) =>
      csvRow([
        instantOf(fromMs),
        instantOf(toMs),
        csvText(line.meter.label),
        remaining,
        csvText(unit.code ?? unitName(unit)),
      ]),
    ),
  );
  return [csvRow(columns), ...rows].join("");
}
