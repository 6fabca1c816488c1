import { compare } from "../../core/amount.ts";
import { amountText } from "../amountText.ts";
import { fillWords } from "../fillWords.ts";
import { whenRead } from "../timeText.ts";
import type { ChartView } from "./chartView.ts";
import { markText } from "./markText.ts";

/** The chart in a sentence, for those who do not see it. */
export function chartSummary({ screen, chart, unit, outlook = "" }: ChartView): string {
  const first = chart.points[0];
  const last = chart.points.at(-1);
  if (!first || !last) return "";
  const sorted = chart.points.map(({ remaining }) => remaining).sort(compare);
  const text = (amount: string | undefined) => amountText(screen, amount, unit);
  const marks = chart.marks.slice(-5).map((mark) => markText(screen, mark, unit));
  const sentence = fillWords(
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
