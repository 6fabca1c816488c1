import { html, type TemplateResult } from "lit";
import type { PanelAnswer } from "../../protocol/messages.ts";
import type { ChartSpan } from "../../protocol/viewState.ts";
import { meterOf } from "../../protocol/viewState.ts";
import type { Room } from "../app/viewContext.ts";
import { calmNote, failedNote } from "../controls/emptyState.ts";

/** Why there is no line, and what may help. */
export function chartNote(
  room: Room,
  answer: PanelAnswer | undefined,
  span: ChartSpan,
  tryAgain: () => void,
): TemplateResult {
  const { screen, remember, post, account } = room;
  const { words } = screen;
  const meter = meterOf(room);
  if (meter?.remaining === null) return calmNote(words.chart.unlimited);
  if (answer?.kind === "failed") return failedNote(screen, answer.message, tryAgain);
  if (answer?.kind === "chart" && span !== "all") {
    const run = () => remember({ chartSpan: "all" });
    return calmNote(words.chart.noReadingsHere, { label: words.chart.showAll, run });
  }
  if (answer?.kind === "chart" || !meter) {
    const run = () => post({ kind: "refresh", accountId: account.id });
    return calmNote(words.chart.noReadings, { label: words.readNow, run });
  }
  return html`<div class="waiting" aria-busy="true"><span class="unseen">${words.loading}</span></div>`;
}
