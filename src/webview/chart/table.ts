import { html, type TemplateResult } from "lit";
import { amountText, countText } from "../text/amountText.ts";
import { formatMessage } from "../text/formatMessage.ts";
import { timeText } from "../text/timeText.ts";
import { amountName, type ChartView } from "./chartView.ts";
import { markLabel } from "./drawMarks.ts";

const maxReadings = 500;

/** The chart as a table, newest first: the readings, the gaps between them, and the marks. */
export function chartTable(view: ChartView): TemplateResult {
  const { context, chart } = view;
  const { strings } = context;
  const isTruncated = chart.points.length > maxReadings;
  return html`<div class="chart-table" tabindex="0" role="group" aria-label=${strings.chart.title}>
    <table>
      <thead>
        <tr>
          <th scope="col">${strings.chart.from}</th>
          <th scope="col">${strings.chart.to}</th>
          <th scope="col" class="amount">${amountName(view)}</th>
        </tr>
      </thead>
      <tbody>
        ${rowsOf(view).map(
          ({ fromMs, toMs, text }) => html`<tr>
            <td>${timeText(context, fromMs, "withYear")}</td>
            <td>${toMs === undefined ? "" : timeText(context, toMs, "withYear")}</td>
            <td class="amount">${text}</td>
          </tr>`,
        )}
      </tbody>
    </table>
    ${isTruncated ? html`<p>${formatMessage(strings.chart.lastOnly, countText(context, maxReadings))}</p>` : ""}
  </div>`;
}

interface Row {
  readonly fromMs: number;
  readonly toMs?: number;
  readonly text: string;
}

function rowsOf({ context, chart, unit }: ChartView): readonly Row[] {
  const points = chart.points.slice(-maxReadings);
  const firstMs = points[0]?.fromMs ?? 0;
  const readings = points.flatMap(({ fromMs, toMs, remaining, isAfterGap }, index): Row[] => {
    const previous = points[index - 1];
    const gap = { fromMs: previous?.toMs ?? fromMs, toMs: fromMs, text: context.strings.chart.notRead };
    return [
      ...(previous && isAfterGap ? [gap] : []),
      { fromMs, toMs, text: amountText(context, remaining, unit) },
    ];
  });
  const marks = chart.marks
    .filter(({ atMs }) => atMs >= firstMs)
    .map((mark): Row => ({ fromMs: mark.atMs, text: markLabel(context, mark, unit) }));
  return [...readings, ...marks].sort((a, b) => b.fromMs - a.fromMs);
}
