import type { ChartMark } from "../../core/history/chart.ts";
import type { Unit } from "../../core/money/unit.ts";
import type { Screen } from "../app/screen.ts";
import { fillWords } from "../text/formatMessage.ts";
import { signedText } from "../text/signedText.ts";

/** "top-up +2,000" */
export function markText(screen: Screen, { type, amount }: ChartMark, unit: Unit): string {
  return fillWords(screen.words.chart.marks[type], signedText(screen, amount, unit));
}
