import type { Meter } from "../core/accounts/accountState.ts";
import type { ChartQuery } from "../core/history/chart.ts";
import type { LedgerFilter, LedgerQuery } from "../core/ledger/ledgerEntry.ts";
import { dayMs, minuteMs } from "../core/time/durations.ts";
import { startOfDay, toLocalDay } from "../core/time/localDay.ts";
import type { TimeZone } from "../core/time/timeZone.ts";
import type { PanelRequest, UsageParams, UsageSpan } from "./messages.ts";
import type { PanelAccount } from "./panelState.ts";
import {
  type ChartSpan,
  defaultChartSpan,
  defaultLedgerView,
  defaultUsageView,
  type LedgerViewState,
  selectedMeter,
  type UsageViewState,
  type ViewState,
} from "./viewState.ts";

/** When it is for the reader: an instant, and the zone that has its days. */
export interface ReaderTime {
  readonly nowMs: number;
  readonly timeZone: TimeZone;
}

/** Requests made within one minute have the same parameters, so that the initial responses fit them. */
function startOfMinute(atMs: number): number {
  return Math.floor(atMs / minuteMs) * minuteMs;
}

/** A bucket has a lowest and a highest value, which need two pixels: enough for a panel of 1,200 pixels. */
const defaultBuckets = 600;
const bucketStep = 100;

/** `undefined`: all of the history. */
const chartSpanMs = {
  day: dayMs,
  week: 7 * dayMs,
  month: 30 * dayMs,
  all: undefined,
} as const satisfies Record<ChartSpan, number | undefined>;

/** A meter's balance over the chosen span, in more buckets where the panel is wider than usual. */
export function chartParams(
  { id: accountId }: PanelAccount,
  { id: meterId, held }: Meter,
  { chartSpan = defaultChartSpan, chartAmount }: ViewState,
  nowMs: number,
  widthPx = 0,
): ChartQuery {
  const buckets = Math.max(defaultBuckets, Math.ceil(widthPx / 2 / bucketStep) * bucketStep);
  const spanMs = chartSpanMs[chartSpan];
  const start = spanMs === undefined ? {} : { fromMs: startOfMinute(nowMs) - spanMs };
  const amount = chartAmount === "total" && held !== undefined ? { amount: chartAmount } : {};
  return { accountId, meterId, ...start, buckets, ...amount };
}

export function isFiltered({ type, source, span, text }: LedgerViewState): boolean {
  return type !== undefined || source !== undefined || span !== "all" || text.trim() !== "";
}

/** The filter of the host. The source counts only where the provider publishes a ledger. */
export function toLedgerFilter(
  account: Pick<PanelAccount, "id" | "sync">,
  view: LedgerViewState,
  { nowMs, timeZone }: ReaderTime,
): LedgerFilter {
  const { type, source } = view;
  const text = view.text.trim();
  return {
    accountId: account.id,
    ...(type === undefined ? {} : { type }),
    ...(source === undefined || account.sync === undefined ? {} : { source }),
    ...(text === "" ? {} : { text }),
    ...toTimeRange(view, { nowMs, timeZone }),
    timeZone,
  };
}

const spanDays = { day: 1, week: 7, month: 30 } as const;

function toTimeRange(
  { span, from, to }: LedgerViewState,
  { nowMs, timeZone }: ReaderTime,
): Pick<LedgerFilter, "fromMs" | "toMs"> {
  if (span === "all") return {};
  if (span !== "chosen") return { fromMs: nowMs - spanDays[span] * dayMs };
  return {
    ...(from === undefined ? {} : { fromMs: startOfDay(from, timeZone) }),
    ...(to === undefined ? {} : { toMs: startOfDay(to, timeZone, 1) }),
  };
}

/** Filter and order of a ledger: what all of its pages have in common. */
export type LedgerCriteria = Omit<LedgerQuery, "limit" | "cursor" | "skip">;

export function ledgerCriteria(
  account: Pick<PanelAccount, "id" | "sync">,
  { ledger = defaultLedgerView }: ViewState,
  { nowMs, timeZone }: ReaderTime,
): LedgerCriteria {
  return {
    ...toLedgerFilter(account, ledger, { nowMs: startOfMinute(nowMs), timeZone }),
    order: ledger.order,
  };
}

export const ledgerPageSize = 100;

const defaultDays = 30;

/** The chosen days, both included and in order. An end that is not chosen makes it a range of thirty days. */
export function toDayRange(
  { from, to }: UsageViewState,
  { nowMs, timeZone }: ReaderTime,
): { from: string; to: string } {
  const end = to ?? toLocalDay(nowMs, timeZone);
  const start = from ?? toLocalDay(startOfDay(end, timeZone, 1 - defaultDays), timeZone);
  return start <= end ? { from: start, to: end } : { from: end, to: start };
}

function toUsageSpan(view: UsageViewState, time: ReaderTime): UsageSpan {
  if (view.period !== "range") return { kind: "period", period: view.period };
  const { from, to } = toDayRange(view, time);
  return { kind: "range", fromMs: startOfDay(from, time.timeZone), toMs: startOfDay(to, time.timeZone, 1) };
}

/** What was used of a meter in the chosen period. */
export function usageParams(
  { id: accountId }: PanelAccount,
  { id: meterId }: Meter,
  { usage = defaultUsageView }: ViewState,
  time: ReaderTime,
): UsageParams {
  return { accountId, meterId, span: toUsageSpan(usage, time), timeZone: time.timeZone };
}

/**
 * The requests that a webview sends first about an account. The host makes the same ones, to respond in advance;
 * they are equal if both make them within one minute.
 */
export function initialRequests(
  account: PanelAccount,
  viewState: ViewState,
  time: ReaderTime,
): readonly PanelRequest[] {
  const criteria = ledgerCriteria(account, viewState, time);
  const ledger = { method: "ledger", params: { ...criteria, limit: ledgerPageSize } } as const;
  const meter = selectedMeter({ account, viewState });
  if (!meter) return [ledger];
  return [
    ledger,
    { method: "chart", params: chartParams(account, meter, viewState, time.nowMs) },
    { method: "usage", params: usageParams(account, meter, viewState, time) },
  ];
}
