import { setTimeout as wait } from "node:timers/promises";
import type { Chart } from "../../../src/core/history/chart.ts";
import type { DailyUsage, HourlyUsage, Usage } from "../../../src/core/history/usage.ts";
import type { EntryObservation } from "../../../src/core/ledger/entryObservation.ts";
import type { LedgerQuery } from "../../../src/core/ledger/ledgerEntry.ts";
import type { UnexplainedChange } from "../../../src/core/ledger/reconcile.ts";
import type { MeterStatement } from "../../../src/core/ledger/statement.ts";
import { amountOf, plus } from "../../../src/core/money/amount.ts";
import { credits, type Unit } from "../../../src/core/money/unit.ts";
import type {
  LedgerPage,
  Method,
  PanelRequest,
  PanelResponse,
  Params,
  Result,
} from "../../../src/protocol/messages.ts";
import type { PanelEntry } from "../../../src/protocol/panelState.ts";
import { encodePoints } from "../../../src/protocol/pointsCodec.ts";

/** Responds to the panel's requests from the fields that a test sets. */
export class StubHost {
  unit: Unit = credits;
  /** The newest first. */
  entries: readonly PanelEntry[] = [];
  chart: Chart = { points: [], marks: [] };
  /** Without it, the usage comes from `days`. */
  usage: Usage | undefined;
  days: readonly DailyUsage[] = [];
  /** Of the current day; without them, its total alone. */
  hours: readonly HourlyUsage[] | undefined;
  unexplained: readonly UnexplainedChange[] = [];
  observation: EntryObservation | undefined;
  statement: readonly MeterStatement[] = [];
  /** Every request fails with this message. */
  failure: string | undefined;
  delayMs = 0;

  readonly #results: { readonly [K in Method]: (params: Params<K>) => Result<K> } = {
    chart: ({ fromMs = 0 }) => {
      const points = this.chart.points.filter(({ toMs }) => toMs >= fromMs);
      return { points: encodePoints(points), marks: this.chart.marks, unit: this.unit };
    },
    usage: ({ span }) => {
      if (this.usage) return { source: "provider", usage: this.usage, unit: this.unit };
      const isDay = span.kind === "period" && span.period === "daily";
      return {
        source: "observed",
        days: this.days,
        ...(isDay && this.hours ? { hours: this.hours } : {}),
        unit: this.unit,
      };
    },
    unexplained: () => ({ changes: this.unexplained, unit: this.unit }),
    ledger: (query) => this.#ledger(query),
    ledgerTotals: (filter) => {
      const { entries } = this.#ledger({ ...filter, order: "newest", limit: Number.MAX_SAFE_INTEGER });
      const amount = entries.reduce((sum, entry) => plus(sum, entry.amount), amountOf("0"));
      const sums = entries.length > 0 ? [{ meterId: "balance", unit: this.unit, amount }] : [];
      return { all: this.entries.length, sums };
    },
    observation: () => (this.observation ? { observation: this.observation } : {}),
    statement: () => ({ meters: this.statement }),
  };

  async respondLater<K extends Method>(request: PanelRequest<K>): Promise<PanelResponse<K>> {
    if (this.delayMs > 0) await wait(this.delayMs);
    return this.respond(request);
  }

  respond<K extends Method>({ method, params }: PanelRequest<K>): PanelResponse<K> {
    if (this.failure !== undefined) return { ok: false, message: this.failure };
    return { ok: true, value: this.#results[method](params) };
  }

  #ledger(query: LedgerQuery): LedgerPage {
    const { type, source, fromMs = 0, toMs = Number.POSITIVE_INFINITY, text = "" } = query;
    const searchText = text.toLowerCase();
    const found = this.entries.filter(
      (entry) =>
        (type === undefined || entry.type === type) &&
        (source === undefined || entry.source === source) &&
        entry.atMs >= fromMs &&
        entry.atMs < toMs &&
        `${entry.description}\n${entry.reference}\n${entry.id}`.toLowerCase().includes(searchText),
    );
    const ordered = query.order === "newest" ? found : found.toReversed();
    const after = query.cursor === undefined ? 0 : ordered.findIndex(({ id }) => id === query.cursor) + 1;
    const start = after + (query.skip ?? 0);
    const entries = ordered.slice(start, start + query.limit);
    const last = entries.at(-1);
    const hasMore = last !== undefined && start + entries.length < ordered.length;
    return { entries, total: ordered.length, ...(hasMore ? { next: last.id } : {}) };
  }
}
