import { startOfPeriod } from "../../core/history/usage.ts";
import { credits } from "../../core/money/unit.ts";
import type { MeterReading } from "../../core/readings/snapshot.ts";
import { hourMs } from "../../core/time/durations.ts";
import { instantOf } from "../../core/time/instant.ts";
import { systemTimeZone } from "../../core/time/timeZone.ts";
import type {
  Method,
  PanelRequest,
  PanelResponse,
  Params,
  Result,
  UsageParams,
} from "../../protocol/messages.ts";
import { encodePoints } from "../../protocol/pointsCodec.ts";
import { PriorityQueue } from "../../services/common/priorityQueue.ts";
import { compareInSteps, readLedger } from "../../services/ledger/readLedger.ts";
import { readStatement } from "../../services/ledger/readStatement.ts";
import { readTotals } from "../../services/ledger/readTotals.ts";
import { unexplainedChanges } from "../../services/ledger/unexplainedChanges.ts";
import { type HistoryStore, isHistoryError } from "../../store/historyStore.ts";
import type { CommandContext } from "../context/commandContext.ts";
import { failureMessage } from "../text/failureMessage.ts";
import { historyOffText } from "../text/historyOffText.ts";
import { l10n } from "../text/l10n.ts";
import { ledgerDescription, observedDescriptions } from "../text/ledgerDescription.ts";

export type RequestContext = Pick<
  CommandContext,
  "accountViews" | "clock" | "history" | "ledgerSync" | "providerRegistry" | "signal" | "usageCache"
>;

type RequestHandlers = {
  readonly [K in Method]: (context: RequestContext, params: Params<K>) => Promise<PanelResponse<K>>;
};

/** The longest day, on which clocks are set back. */
const maxDayMs = 25 * hourMs;

const requestHandlers = {
  chart: (context, params) => {
    const { unit } = findMeter(context, params) ?? { unit: credits };
    return queryHistory(context, "chart", (store) => {
      const { points, marks } = store.chart(params);
      return { points: encodePoints(points), marks, unit };
    });
  },

  ledger: async (context, params) => {
    const { history } = context;
    const { locale } = context.accountViews.textContext();
    const timeZone = params.timeZone ?? systemTimeZone();
    await compareInSteps(history, params.accountId);
    const page = await queue.run(priorities.ledger, () =>
      readLedger(history, params, observedDescriptions(locale)),
    );
    if (!page) return historyOff(context);
    const { rows, next, total } = page;
    const entries = rows.map((row) => ({
      ...row,
      description: ledgerDescription(row, { locale, timeZone }),
    }));
    return { ok: true, value: { entries, total, ...(next === undefined ? {} : { next }) } };
  },

  usage: async (context, params) => {
    const { accountId, meterId, span, timeZone } = params;
    const status = context.accountViews.find(accountId);
    if (!status) return accountMissing();
    const { unit } = findMeter(context, params) ?? { unit: credits };
    const { fromMs, toMs } = rangeOf(params, context.clock.now());
    const provider = context.providerRegistry.find(status.account.provider);
    if (!provider?.hasUsage) {
      return queryHistory(context, "usage", (store) => {
        const range = { fromMs, toMs, timeZone };
        const days = store.consumption(accountId, meterId, range);
        const isDay = toMs - fromMs <= maxDayMs;
        const hours = isDay ? { hours: store.hourlyConsumption(accountId, meterId, range) } : {};
        return { source: "observed", days, ...hours, unit };
      });
    }
    const period = span.kind === "period" ? span.period : "daily";
    const query = { period, from: instantOf(fromMs), to: instantOf(toMs) };
    // The provider is asked again after each reading of the account.
    const key = JSON.stringify([span, timeZone, status.reading?.readAtMs]);
    const outcome = await context.usageCache.read(status.account, query, key, context.signal);
    if (outcome.ok) return { ok: true, value: { source: "provider", usage: outcome.value, unit } };
    const textContext = context.accountViews.textContext();
    return { ok: false, message: failureMessage(outcome.failure, textContext).message };
  },

  unexplained: async (context, params) => {
    const status = context.accountViews.find(params.accountId);
    const meter = status?.reading && context.ledgerSync.findMeter(status.reading.snapshot, status.account);
    if (!meter) return accountMissing();
    await compareInSteps(context.history, params.accountId);
    return queryHistory(context, "unexplained", (store) => ({
      changes: unexplainedChanges(store, { ...params, meterId: meter.id }),
      unit: meter.unit,
    }));
  },

  ledgerTotals: async (context, params) => {
    const { locale } = context.accountViews.textContext();
    const value = await readTotals(context.history, params, observedDescriptions(locale));
    return value ? { ok: true, value } : historyOff(context);
  },

  observation: (context, { accountId, entryId }) =>
    queryHistory(context, "observation", (store) => {
      const observation = store.observation(accountId, entryId);
      return observation ? { observation } : {};
    }),

  statement: async (context, { accountId, grouping, ...range }) => {
    if (!context.accountViews.find(accountId)) return accountMissing();
    const query = { accountId, grouping, ...range };
    try {
      return { ok: true, value: { meters: await readStatement(context.history, query, context.signal) } };
    } catch (error) {
      if (!isHistoryError(error)) throw error;
      return historyOff(context);
    }
  },
} satisfies RequestHandlers;

/** Responds to a request of the webview, from the history or from the provider. */
export function handleRequest<K extends Method>(
  context: RequestContext,
  { method, params }: PanelRequest<K>,
): Promise<PanelResponse<K>> {
  const handlers: RequestHandlers = requestHandlers;
  return handlers[method](context, params);
}

/** The lowest runs first: what a user looks at first. `unexplained` takes the longest. */
const priorities = { ledger: 0, observation: 0, chart: 1, usage: 2, unexplained: 3 } as const;
const queue = new PriorityQueue();

async function queryHistory<K extends keyof typeof priorities>(
  context: RequestContext,
  method: K,
  query: (store: HistoryStore) => Result<K>,
): Promise<PanelResponse<K>> {
  const value = await queue.run(priorities[method], () => context.history.read(query));
  return value === undefined ? historyOff(context) : { ok: true, value };
}

function historyOff({ history }: RequestContext): { readonly ok: false; readonly message: string } {
  return { ok: false, message: historyOffText(history.offReason() ?? "failed") };
}

function rangeOf({ span, timeZone }: UsageParams, nowMs: number): { fromMs: number; toMs: number } {
  return span.kind === "range" ? span : { fromMs: startOfPeriod(span.period, nowMs, timeZone), toMs: nowMs };
}

function findMeter(
  { accountViews }: RequestContext,
  { accountId, meterId }: { readonly accountId: string; readonly meterId: string },
): MeterReading | undefined {
  const reading = accountViews.find(accountId)?.reading;
  return reading?.snapshot.meters.find(({ id }) => id === meterId);
}

function accountMissing(): { readonly ok: false; readonly message: string } {
  return { ok: false, message: l10n.t("This account no longer exists.") };
}
