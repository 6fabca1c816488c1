import type { TemplateResult } from "lit";
import type { PanelResponse } from "../../protocol/messages.ts";
import { type ChartSpan, selectedMeter } from "../../protocol/viewState.ts";
import type { ViewContext } from "../app/viewContext.ts";
import { emptyState, errorState, loadingState, readNowAction } from "../controls/emptyState.ts";

/** Shown in place of the chart: why there is none, and what may help. */
export function chartNote(
  context: ViewContext,
  response: PanelResponse<"chart"> | undefined,
  span: ChartSpan,
  tryAgain: () => void,
): TemplateResult {
  const { strings, updateViewState } = context;
  const meter = selectedMeter(context);
  if (meter?.remaining === null) return emptyState(strings.chart.unlimited);
  if (meter && !response) return loadingState(context);
  if (response && !response.ok) return errorState(context, response.message, tryAgain);
  if (response && span !== "all") {
    const run = () => updateViewState({ chartSpan: "all" });
    return emptyState(strings.chart.noReadingsHere, { label: strings.chart.showAll, run });
  }
  return emptyState(strings.chart.noReadings, readNowAction(context));
}
