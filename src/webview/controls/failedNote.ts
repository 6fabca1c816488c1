import type { TemplateResult } from "lit";
import type { Screen } from "../app/screen.ts";
import { calmNote } from "./emptyState.ts";

/** What a question came to nothing for. Where history is off, the reason stands above all of it already. */
export function failedNote(
  { history, words }: Screen,
  message: string,
  tryAgain: () => void,
): TemplateResult {
  const isSaid = !history.isOn && history.message === message;
  return calmNote(isSaid ? words.historyOff : message, { label: words.tryAgain, run: tryAgain });
}
