import { html, type TemplateResult } from "lit";
import { amountText } from "../text/amountText.ts";
import { formatMessage } from "../text/formatMessage.ts";
import { timeText } from "../text/timeText.ts";
import { markText } from "./drawMarks.ts";
import type { ChartView } from "./view.ts";

const mostReadings = 500;

/** The chart as a table, newest first: every reading with its span, the gaps, and the marks. */
export function chartTable(view: ChartView): TemplateResult {
  const { screen, chart } = view;
  const { words } = screen;
  const isCut = chart.points.length > mostReadings;
  return html`<div class="chart-table" tabindex="0" role="group" aria-label=${words.chart.title}>
    <table>
      <thead>
        <tr>
          <th scope="col">${words.chart.from}</th>
          <th scope="col">${words.chart.to}</th>
          <th scope="col" class="amount">${words.chart.balance}</th>
        </tr>
      </thead>
      <tbody>
        ${rowsOf(view).map(
          ({ fromMs, toMs, text }) => html`<tr>
            <td>${timeText(screen, fromMs, "dated")}</td>
            <td>${toMs === undefined ? "" : timeText(screen, toMs, "dated")}</td>
            <td class="amount">${text}</td>
          </tr>`,
        )}
      </tbody>
    </table>
    ${isCut ? html`<p>${formatMessage(words.chart.lastOnly, new Intl.NumberFormat(screen.locale).format(mostReadings))}</p>` : ""}
  </div>`;
}

interface Row {
  readonly fromMs: number;
  readonly toMs?: number;
  readonly text: string;
}

function rowsOf({ screen, chart, unit }: ChartView): readonly Row[] {
  const points = chart.points.slice(-mostReadings);
  const firstMs = points[0]?.fromMs ?? 0;
  const readings = points.flatMap(({ fromMs, toMs, remaining, isAfterGap }, index): Row[] => {
    const before = points[index - 1];
    const gap = { fromMs: before?.toMs ?? fromMs, toMs: fromMs, text: screen.words.chart.notRead };
    return [
      ...(before && isAfterGap ? [gap] : []),
      { fromMs, toMs, text: amountText(screen, remaining, unit) },
    ];
  });
  const marks = chart.marks
    .filter(({ atMs }) => atMs >= firstMs)
    .map((mark): Row => ({ fromMs: mark.atMs, text: markText(screen, mark, unit) }));
  return [...readings, ...marks].sort((a, b) => b.fromMs - a.fromMs);
}
