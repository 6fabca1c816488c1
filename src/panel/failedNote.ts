import type { TemplateResult } from "lit";
import { calmNote } from "./calmNote.ts";
import type { Screen } from "./screen.ts";

/** What a question came to nothing for. Where history is off, the reason stands above all of it already. */
export function failedNote(
  { history, words }: Screen,
  message: string,
  tryAgain: () => void,
): TemplateResult {
  const isSaid = !history.isOn && history.message === message;
  return calmNote(isSaid ? words.historyOff : message, { label: words.tryAgain, run: tryAgain });
}
