import { compare } from "../../core/money/amount.ts";
import { amountText } from "../text/amountText.ts";
import { formatMessage } from "../text/formatMessage.ts";
import { whenRead } from "../text/timeText.ts";
import { markText } from "./drawMarks.ts";
import type { ChartView } from "./view.ts";

/** The chart in a sentence, for those who do not see it. */
export function chartSummary({ screen, chart, unit, outlook = "" }: ChartView): string {
  const first = chart.points[0];
  const last = chart.points.at(-1);
  if (!first || !last) return "";
  const sorted = chart.points.map(({ remaining }) => remaining).sort(compare);
  const text = (amount: string | undefined) => amountText(screen, amount, unit);
  const marks = chart.marks.slice(-5).map((mark) => markText(screen, mark, unit));
  const sentence = formatMessage(
    screen.words.chart.summary,
    text(first.remaining),
    whenRead(screen, first.fromMs),
    text(last.remaining),
    whenRead(screen, last.toMs),
    text(sorted[0]),
    text(sorted.at(-1)),
  );
  return [sentence, ...marks, outlook].join(" ").trim();
}
