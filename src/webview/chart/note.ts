import { html, type TemplateResult } from "lit";
import type { PanelResponse } from "../../protocol/messages.ts";
import type { ChartSpan } from "../../protocol/viewState.ts";
import { meterOf } from "../../protocol/viewState.ts";
import type { ViewContext } from "../app/viewContext.ts";
import { emptyState, errorState } from "../controls/emptyState.ts";

/** Why there is no line, and what may help. */
export function chartNote(
  room: ViewContext,
  answer: PanelResponse | undefined,
  span: ChartSpan,
  tryAgain: () => void,
): TemplateResult {
  const { screen, remember, post, account } = room;
  const { words } = screen;
  const meter = meterOf(room);
  if (meter?.remaining === null) return emptyState(words.chart.unlimited);
  if (answer?.kind === "failed") return errorState(screen, answer.message, tryAgain);
  if (answer?.kind === "chart" && span !== "all") {
    const run = () => remember({ chartSpan: "all" });
    return emptyState(words.chart.noReadingsHere, { label: words.chart.showAll, run });
  }
  if (answer?.kind === "chart" || !meter) {
    const run = () => post({ kind: "refresh", accountId: account.id });
    return emptyState(words.chart.noReadings, { label: words.readNow, run });
  }
  return html`<div class="waiting" aria-busy="true"><span class="unseen">${words.loading}</span></div>`;
}
