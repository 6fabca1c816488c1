import type { Meter } from "../core/accounts/accountState.ts";
import type { LedgerFilter, LedgerQuery } from "../core/ledger/ledgerEntry.ts";
import { dayMs, minuteMs } from "../core/time/durations.ts";
import { startOfDay, toLocalDay } from "../core/time/localDay.ts";
import type { PanelAccount, PanelRequest, UsageSpan } from "./messages.ts";
import { chartSpans, meterOf, type ViewState } from "./viewState.ts";

/** The instant at which this minute began: what is asked within it is asked in the same words. */
export function wholeMinute(atMs: number): number {
  return Math.floor(atMs / minuteMs) * minuteMs;
}

/** A bucket gives a least and a greatest value, which two pixels hold: enough for a panel of 1,200. */
const usualBuckets = 600;
const bucketStep = 100;

/** How a meter's balance went, over the remembered span; finer where the panel is wider than most. */
export function chartQuestion(
  { id: accountId }: PanelAccount,
  { id: meterId }: Meter,
  { chartSpan = "week" }: ViewState,
  nowMs: number,
  widthPx = 0,
): Extract<PanelRequest, { kind: "chart" }> {
  const buckets = Math.max(usualBuckets, Math.ceil(widthPx / 2 / bucketStep) * bucketStep);
  const spanMs = chartSpans[chartSpan];
  const start = spanMs === undefined ? {} : { fromMs: wholeMinute(nowMs) - spanMs };
  return { kind: "chart", query: { accountId, meterId, ...start, buckets } };
}

/** Which entries are looked at, and from which end. */
export type LedgerChoice = NonNullable<ViewState["ledger"]>;

const spanDays = { day: 1, week: 7, month: 30 } as const;

export const wholeLedger: LedgerChoice = { span: "all", text: "", order: "newest" };

export function isFiltered({ type, source, span, text }: LedgerChoice): boolean {
  return type !== undefined || source !== undefined || span !== "all" || text.trim() !== "";
}

/** The choice as the host filters by it. The source counts only where a provider publishes a ledger. */
export function filterOf(
  account: Pick<PanelAccount, "id" | "sync">,
  choice: LedgerChoice,
  nowMs: number,
): LedgerFilter {
  const { type, source } = choice;
  const text = choice.text.trim();
  return {
    accountId: account.id,
    ...(type === undefined ? {} : { type }),
    ...(source === undefined || account.sync === undefined ? {} : { source }),
    ...(text === "" ? {} : { text }),
    ...datesOf(choice, nowMs),
  };
}

function datesOf({ span, from, to }: LedgerChoice, nowMs: number): Pick<LedgerFilter, "fromMs" | "toMs"> {
  if (span === "all") return {};
  if (span !== "chosen") return { fromMs: nowMs - spanDays[span] * dayMs };
  return {
    ...(from === undefined ? {} : { fromMs: startOfDay(from) }),
    ...(to === undefined ? {} : { toMs: startOfDay(to, 1) }),
  };
}

export type LedgerBase = Omit<LedgerQuery, "limit" | "cursor" | "skip">;

/** The ledger as it is filtered and ordered, whichever page of it. */
export function ledgerBase(
  account: Pick<PanelAccount, "id" | "sync">,
  { ledger = wholeLedger }: ViewState,
  nowMs: number,
): LedgerBase {
  return { ...filterOf(account, ledger, wholeMinute(nowMs)), order: ledger.order };
}

/** Which time the usage is looked at over. */
export type UsageChoice = NonNullable<ViewState["usage"]>;

export const runningMonth: UsageChoice = { period: "monthly" };

const defaultDays = 30;

/** A chosen range with both ends: the last thirty days where they were not chosen. */
export function chosenRange({ from, to }: UsageChoice, nowMs: number): { from: string; to: string } {
  const end = to ?? toLocalDay(nowMs);
  const start = from ?? toLocalDay(startOfDay(end, 1 - defaultDays));
  return start <= end ? { from: start, to: end } : { from: end, to: start };
}

export function usageSpanOf(choice: UsageChoice, nowMs: number): UsageSpan {
  if (choice.period !== "range") return { kind: "period", period: choice.period };
  const { from, to } = chosenRange(choice, nowMs);
  return { kind: "range", fromMs: startOfDay(from), toMs: startOfDay(to, 1) };
}

/** What was used of a meter, over the remembered time. */
export function usageQuestion(
  { id: accountId }: PanelAccount,
  { id: meterId }: Meter,
  { usage = runningMonth }: ViewState,
  nowMs: number,
): Extract<PanelRequest, { kind: "usage" }> {
  return { kind: "usage", accountId, meterId, span: usageSpanOf(usage, nowMs) };
}

export const ledgerPageSize = 100;

/** What a panel asks first about an account. Host and page put it in the same words, within a minute. */
export function initialRequests(
  account: PanelAccount,
  memory: ViewState,
  nowMs: number,
): readonly PanelRequest[] {
  const query = { ...ledgerBase(account, memory, nowMs), limit: ledgerPageSize };
  const ledger = { kind: "ledger", query } as const;
  const meter = meterOf({ account, memory });
  if (!meter) return [ledger];
  return [ledger, chartQuestion(account, meter, memory, nowMs), usageQuestion(account, meter, memory, nowMs)];
}
