import type { Meter } from "../core/accounts/accountState.ts";
import { chartSpans } from "./chartSpan.ts";
import type { PanelAccount } from "./messages.ts";
import type { PanelQuestion } from "./panelQuestions.ts";
import type { PanelMemory } from "./viewState.ts";
import { wholeMinute } from "./wholeMinute.ts";

/** A bucket gives a least and a greatest value, which two pixels hold: enough for a panel of 1,200. */
const usualBuckets = 600;
const bucketStep = 100;

/** How a meter's balance went, over the remembered span; finer where the panel is wider than most. */
export function chartQuestion(
  { id: accountId }: PanelAccount,
  { id: meterId }: Meter,
  { chartSpan = "week" }: PanelMemory,
  nowMs: number,
  widthPx = 0,
): Extract<PanelQuestion, { kind: "chart" }> {
  const buckets = Math.max(usualBuckets, Math.ceil(widthPx / 2 / bucketStep) * bucketStep);
  const spanMs = chartSpans[chartSpan];
  const start = spanMs === undefined ? {} : { fromMs: wholeMinute(nowMs) - spanMs };
  return { kind: "chart", query: { accountId, meterId, ...start, buckets } };
}
