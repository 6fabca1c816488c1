import { setTimeout as wait } from "node:timers/promises";
import type { Chart } from "../../../src/core/history/chart.ts";
import type { DailyUsage, Usage } from "../../../src/core/history/usage.ts";
import type { LedgerQuery } from "../../../src/core/ledger/ledgerEntry.ts";
import type { UnexplainedChange } from "../../../src/core/ledger/reconcile.ts";
import { credits, type Unit } from "../../../src/core/money/unit.ts";
import type { PanelEntry, PanelRequest, PanelResponse } from "../../../src/protocol/messages.ts";
import { packPoints } from "../../../src/protocol/packedPoints.ts";

/** Answers the panel from what a test puts in, as the extension answers it from the history. */
export class StubHost {
  unit: Unit = credits;
  /** The newest first. */
  entries: readonly PanelEntry[] = [];
  chart: Chart = { points: [], marks: [] };
  /** Told by a provider, else `days` are. */
  usage: Usage | undefined;
  days: readonly DailyUsage[] = [];
  unexplained: readonly UnexplainedChange[] = [];
  /** Answers instead of any other. */
  failure: string | undefined;
  delayMs = 0;

  async answer(question: PanelRequest): Promise<PanelResponse> {
    if (this.delayMs > 0) await wait(this.delayMs);
    return this.respond(question);
  }

  respond(question: PanelRequest): PanelResponse {
    const { unit } = this;
    if (this.failure !== undefined) return { kind: "failed", message: this.failure };
    switch (question.kind) {
      case "chart": {
        const { fromMs = 0 } = question.query;
        const points = this.chart.points.filter(({ toMs }) => toMs >= fromMs);
        return { kind: "chart", points: packPoints(points), marks: this.chart.marks, unit };
      }
      case "usage":
        return this.usage
          ? { kind: "providerUsage", usage: this.usage, unit }
          : { kind: "observedUsage", days: this.days, unit };
      case "unexplained":
        return { kind: "unexplained", stretches: this.unexplained, unit };
      case "ledger":
        return this.#ledger(question.query);
    }
  }

  #ledger(query: LedgerQuery): PanelResponse {
    const { type, source, fromMs = 0, toMs = Number.POSITIVE_INFINITY, text = "" } = query;
    const wanted = text.toLowerCase();
    const found = this.entries.filter(
      (entry) =>
        (type === undefined || entry.type === type) &&
        (source === undefined || entry.source === source) &&
        entry.atMs >= fromMs &&
        entry.atMs < toMs &&
        `${entry.description}\n${entry.reference}\n${entry.id}`.toLowerCase().includes(wanted),
    );
    const ordered = query.order === "newest" ? found : found.toReversed();
    const after = query.cursor === undefined ? 0 : ordered.findIndex(({ id }) => id === query.cursor) + 1;
    const start = after + (query.skip ?? 0);
    const entries = ordered.slice(start, start + query.limit);
    const last = entries.at(-1);
    const hasMore = last !== undefined && start + entries.length < ordered.length;
    return { kind: "ledger", entries, total: ordered.length, ...(hasMore ? { next: last.id } : {}) };
  }
}
