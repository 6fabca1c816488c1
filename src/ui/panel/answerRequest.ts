import { l10n } from "vscode";
import { startOfPeriod } from "../../core/history/usage.ts";
import { credits } from "../../core/money/unit.ts";
import type { MeterReading } from "../../core/readings/snapshot.ts";
import { instantOf } from "../../core/time/instant.ts";
import type { PanelRequest, PanelResponse, UsageSpan } from "../../protocol/messages.ts";
import { packPoints } from "../../protocol/packedPoints.ts";
import { PriorityQueue } from "../../services/common/priorityQueue.ts";
import { unexplainedChanges } from "../../services/ledger/unexplainedChanges.ts";
import type { HistoryStore } from "../../store/historyStore.ts";
import { entryDescription } from "../api/toLedgerEntry.ts";
import type { CommandContext } from "../context/commandContext.ts";
import { failureMessage } from "../text/failureMessage.ts";
import { historyOffText } from "../text/historyOffText.ts";
import { observedWords } from "../text/observedText.ts";

/** What a person looks for first is worked out first. */
const ranks = { ledger: 0, chart: 1, usage: 2, unexplained: 3 } as const satisfies Record<
  PanelRequest["kind"],
  number
>;
const turns = new PriorityQueue();

/** Answers what the panel asks, from the history or from the provider. Failures are answers too. */
export async function answerRequest(context: CommandContext, question: PanelRequest): Promise<PanelResponse> {
  switch (question.kind) {
    case "chart": {
      const { query } = question;
      const { unit } = meterOf(context, query.accountId, query.meterId) ?? { unit: credits };
      return fromHistory(context, "chart", (store) => {
        const { points, marks } = store.chart(query);
        return { kind: "chart", points: packPoints(points), marks, unit };
      });
    }
    case "ledger":
      return fromHistory(context, "ledger", (store) => {
        const { rows, ...page } = store.ledger(question.query, observedWords());
        const entries = rows.map((row) => ({ ...row, description: entryDescription(row) }));
        return { kind: "ledger", entries, ...page };
      });
    case "usage":
      return usage(context, question);
    case "unexplained":
      return unexplained(context, question);
  }
}

async function fromHistory(
  context: CommandContext,
  kind: PanelRequest["kind"],
  ask: (store: HistoryStore) => PanelResponse,
): Promise<PanelResponse> {
  const answer = await turns.run(ranks[kind], () => context.history.read(ask));
  return answer ?? { kind: "failed", message: historyOffText(context.history.offReason() ?? "failed") };
}

async function usage(
  context: CommandContext,
  question: Extract<PanelRequest, { kind: "usage" }>,
): Promise<PanelResponse> {
  const status = context.accountViews.find(question.accountId);
  if (!status) return gone();
  const { unit } = meterOf(context, question.accountId, question.meterId) ?? { unit: credits };
  const { fromMs, toMs } = boundsOf(question.span, context.clock.now());
  const provider = context.providerRegistry.find(status.account.provider);
  if (!provider?.hasUsage) {
    return fromHistory(context, "usage", (store) => {
      const days = store.consumption(question.accountId, question.meterId, fromMs, toMs);
      return { kind: "observedUsage", days, unit };
    });
  }
  const period = question.span.kind === "period" ? question.span.period : "daily";
  const query = { period, from: instantOf(fromMs), to: instantOf(toMs) };
  const basis = JSON.stringify([question.span, status.reading?.readAtMs]);
  const told = await context.usageCache.read(status.account, query, basis, context.signal);
  return told.ok
    ? { kind: "providerUsage", usage: told.value, unit }
    : {
        kind: "failed",
        message: failureMessage(told.failure, provider.name, context.accountViews.textContext()).message,
      };
}

async function unexplained(
  context: CommandContext,
  { kind, ...range }: Extract<PanelRequest, { kind: "unexplained" }>,
): Promise<PanelResponse> {
  const status = context.accountViews.find(range.accountId);
  const meter = status?.reading && context.ledgerSync.findMeter(status.reading.snapshot, status.account);
  if (!meter) return gone();
  return fromHistory(context, kind, (store) => {
    const stretches = unexplainedChanges(store, { ...range, meterId: meter.id });
    return { kind, stretches, unit: meter.unit };
  });
}

function boundsOf(span: UsageSpan, nowMs: number): { fromMs: number; toMs: number } {
  return span.kind === "range" ? span : { fromMs: startOfPeriod(span.period, nowMs), toMs: nowMs };
}

function meterOf(context: CommandContext, accountId: string, meterId: string): MeterReading | undefined {
  const reading = context.accountViews.find(accountId)?.reading;
  return reading?.snapshot.meters.find(({ id }) => id === meterId);
}

function gone(): PanelResponse {
  return { kind: "failed", message: l10n.t("This account is not there any more.") };
}
