import { l10n } from "vscode";
import { startOfPeriod } from "../../core/history/usage.ts";
import { credits } from "../../core/money/unit.ts";
import type { MeterReading } from "../../core/readings/snapshot.ts";
import { instantOf } from "../../core/time/instant.ts";
import type { PanelAnswer, PanelQuestion, UsageSpan } from "../../protocol/messages.ts";
import { packPoints } from "../../protocol/packedPoints.ts";
import { Turns } from "../../services/common/priorityQueue.ts";
import { unexplainedChanges } from "../../services/ledger/unexplainedChanges.ts";
import type { HistoryStore } from "../../store/historyStore.ts";
import { descriptionOf } from "../api/toLedgerEntry.ts";
import type { Desk } from "../context/commandContext.ts";
import { problemOf } from "../text/failureMessage.ts";
import { historyOffText } from "../text/historyOffText.ts";
import { observedWords } from "../text/observedText.ts";

/** What a person looks for first is worked out first. */
const ranks = { ledger: 0, chart: 1, usage: 2, unexplained: 3 } as const satisfies Record<
  PanelQuestion["kind"],
  number
>;
const turns = new Turns();

/** Answers what the panel asks, from the history or from the provider. Failures are answers too. */
export async function panelAnswer(desk: Desk, question: PanelQuestion): Promise<PanelAnswer> {
  switch (question.kind) {
    case "chart": {
      const { query } = question;
      const { unit } = meterOf(desk, query.accountId, query.meterId) ?? { unit: credits };
      return fromHistory(desk, "chart", (store) => {
        const { points, marks } = store.chart(query);
        return { kind: "chart", points: packPoints(points), marks, unit };
      });
    }
    case "ledger":
      return fromHistory(desk, "ledger", (store) => {
        const { rows, ...page } = store.ledger(question.query, observedWords());
        const entries = rows.map((row) => ({ ...row, description: descriptionOf(row) }));
        return { kind: "ledger", entries, ...page };
      });
    case "usage":
      return usage(desk, question);
    case "unexplained":
      return unexplained(desk, question);
  }
}

async function fromHistory(
  desk: Desk,
  kind: PanelQuestion["kind"],
  ask: (store: HistoryStore) => PanelAnswer,
): Promise<PanelAnswer> {
  const answer = await turns.take(ranks[kind], () => desk.history.read(ask));
  return answer ?? { kind: "failed", message: historyOffText(desk.history.offReason() ?? "failed") };
}

async function usage(desk: Desk, question: Extract<PanelQuestion, { kind: "usage" }>): Promise<PanelAnswer> {
  const status = desk.accounts.find(question.accountId);
  if (!status) return gone();
  const { unit } = meterOf(desk, question.accountId, question.meterId) ?? { unit: credits };
  const { fromMs, toMs } = boundsOf(question.span, desk.clock.now());
  const provider = desk.providers.find(status.account.provider);
  if (!provider?.hasUsage) {
    return fromHistory(desk, "usage", (store) => {
      const days = store.consumption(question.accountId, question.meterId, fromMs, toMs);
      return { kind: "observedUsage", days, unit };
    });
  }
  const period = question.span.kind === "period" ? question.span.period : "daily";
  const query = { period, from: instantOf(fromMs), to: instantOf(toMs) };
  const basis = JSON.stringify([question.span, status.reading?.readAtMs]);
  const told = await desk.usages.read(status.account, query, basis, desk.signal);
  return told.ok
    ? { kind: "providerUsage", usage: told.value, unit }
    : { kind: "failed", message: problemOf(told.failure, provider.name, desk.accounts.reader()).message };
}

async function unexplained(
  desk: Desk,
  { kind, ...range }: Extract<PanelQuestion, { kind: "unexplained" }>,
): Promise<PanelAnswer> {
  const status = desk.accounts.find(range.accountId);
  const meter = status?.reading && desk.ledgers.meterIn(status.reading.snapshot, status.account);
  if (!meter) return gone();
  return fromHistory(desk, kind, (store) => {
    const stretches = unexplainedChanges(store, { ...range, meterId: meter.id });
    return { kind, stretches, unit: meter.unit };
  });
}

function boundsOf(span: UsageSpan, nowMs: number): { fromMs: number; toMs: number } {
  return span.kind === "range" ? span : { fromMs: startOfPeriod(span.period, nowMs), toMs: nowMs };
}

function meterOf(desk: Desk, accountId: string, meterId: string): MeterReading | undefined {
  const reading = desk.accounts.find(accountId)?.reading;
  return reading?.snapshot.meters.find(({ id }) => id === meterId);
}

function gone(): PanelAnswer {
  return { kind: "failed", message: l10n.t("This account is not there any more.") };
}
