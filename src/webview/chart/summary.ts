import { compare } from "../../core/money/amount.ts";
import { amountText } from "../text/amountText.ts";
import { formatMessage } from "../text/formatMessage.ts";
import { dateTimeText } from "../text/timeText.ts";
import { amountName, type ChartView } from "./chartView.ts";
import { markLabel } from "./drawMarks.ts";
import { paceText } from "./legend.ts";

/** The chart in words, for screen readers. */
export function chartSummary(view: ChartView): string {
  const { context, chart, unit, floor, forecast = "" } = view;
  const first = chart.points[0];
  const last = chart.points.at(-1);
  if (!first || !last) return "";
  const sorted = chart.points.map(({ remaining }) => remaining).sort(compare);
  const text = (amount: string | undefined) => amountText(context, amount, unit);
  const marks = chart.marks.slice(-5).map((mark) => markLabel(context, mark, unit));
  const sentence = formatMessage(
    context.strings.chart.summary,
    text(first.remaining),
    dateTimeText(context, first.fromMs),
    text(last.remaining),
    dateTimeText(context, last.toMs),
    text(sorted[0]),
    text(sorted.at(-1)),
  );
  const floorText = floor === undefined ? "" : formatMessage(context.strings.chart.floor, text(floor));
  return [
    ...(view.meter.held === undefined ? [] : [amountName(view)]),
    ...marks,
    floorText,
    paceText(view),
    forecast,
  ]
    .filter((text) => text !== "")
    .reduce((text, next) => formatMessage(context.strings.sentences, text, next), sentence);
}
