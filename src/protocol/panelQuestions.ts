import type { ChartMark, ChartQuery } from "../core/history/chart.ts";
import type { DayUse } from "../core/history/dayUse.ts";
import type { Usage, UsagePeriod } from "../core/history/usage.ts";
import type { LedgerQuery } from "../core/ledger/ledgerQuery.ts";
import type { LedgerRow } from "../core/ledger/ledgerRow.ts";
import type { Unexplained } from "../core/ledger/reconcile.ts";
import type { Unit } from "../core/money/unit.ts";

/** What the panel asks the host for, page by page; it never holds a whole ledger. */
export type PanelQuestion =
  | { readonly kind: "chart"; readonly query: ChartQuery }
  | { readonly kind: "usage"; readonly accountId: string; readonly meterId: string; readonly span: UsageSpan }
  | { readonly kind: "ledger"; readonly query: LedgerQuery }
  /** Over all that is known, or a range in epoch milliseconds. */
  | {
      readonly kind: "unexplained";
      readonly accountId: string;
      readonly fromMs?: number;
      readonly toMs?: number;
    };

/** The running day, month or year, or a chosen range (epoch milliseconds, the end exclusive). */
export type UsageSpan =
  | { readonly kind: "period"; readonly period: UsagePeriod }
  | { readonly kind: "range"; readonly fromMs: number; readonly toMs: number };

/** An entry as the panel shows it: worded, its text still untrusted. */
export interface PanelEntry extends LedgerRow {
  /** In the reader's language for observed entries. */
  readonly description: string;
}

export type PanelAnswer =
  /** `points` as `packPoints` writes them. */
  | {
      readonly kind: "chart";
      readonly points: string;
      readonly marks: readonly ChartMark[];
      readonly unit: Unit;
    }
  /** The provider's own count. */
  | { readonly kind: "providerUsage"; readonly usage: Usage; readonly unit: Unit }
  /** What was concluded from readings, for providers that tell no usage. */
  | { readonly kind: "observedUsage"; readonly days: readonly DayUse[]; readonly unit: Unit }
  | {
      readonly kind: "ledger";
      readonly entries: readonly PanelEntry[];
      readonly next?: string;
      readonly total: number;
    }
  | { readonly kind: "unexplained"; readonly stretches: readonly Unexplained[]; readonly unit: Unit }
  /** Worded: what happened and what to do. */
  | { readonly kind: "failed"; readonly message: string };
