import type { ChartMark } from "../../core/chart.ts";
import type { Unit } from "../../core/unit.ts";
import { fillWords } from "../fillWords.ts";
import type { Screen } from "../screen.ts";
import { signedText } from "../signedText.ts";

/** "top-up +2,000" */
export function markText(screen: Screen, { type, amount }: ChartMark, unit: Unit): string {
  return fillWords(screen.words.chart.marks[type], signedText(screen, amount, unit));
}
