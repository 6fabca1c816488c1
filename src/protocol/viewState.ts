import * as z from "zod/mini";
import type { Meter } from "../core/accounts/accountState.ts";
import { chartAmounts } from "../core/history/chart.ts";
import { usagePeriods } from "../core/history/usage.ts";
import { ledgerOrders, ledgerSourceFilters, ledgerTypes } from "../core/ledger/ledgerEntry.ts";
import { statementGroupings } from "../core/ledger/statement.ts";
import { isLocalMonth } from "../core/time/localDay.ts";
import { localDaySchema, optionalText } from "./commonSchemas.ts";
import type { PanelAccount } from "./panelState.ts";

/** A calendar month, all of the history, or chosen days. */
function isStatementPeriod(period: string): boolean {
  return period === "all" || period === "chosen" || isLocalMonth(period);
}

const optionalDay = z.exactOptional(localDaySchema);

/** `trouble`: accounts that need attention first, as the status bar ranks them. */
export const overviewSorts = ["trouble", "name", "provider"] as const;

/**
 * What the webview saves across a reload (VS Code's `setState`). Another version of the extension may have
 * written it, so it is checked when it is read, and its names must not change.
 */
export const viewStateSchema = z.object({
  page: z.exactOptional(z.enum(["overview", "account"])),
  overviewSort: z.exactOptional(z.enum(overviewSorts)),
  accountId: optionalText,
  meterId: optionalText,
  chartAmount: z.exactOptional(z.enum(chartAmounts)),
  /** The meters that are drawn beside the selected one. */
  chartMeterIds: z.exactOptional(z.array(z.string())),
  chartSpan: z.exactOptional(z.enum(["day", "week", "month", "all"])),
  usage: z.exactOptional(
    z.object({ period: z.enum([...usagePeriods, "range"]), from: optionalDay, to: optionalDay }),
  ),
  ledger: z.exactOptional(
    z.object({
      type: z.exactOptional(z.enum(ledgerTypes)),
      source: z.exactOptional(z.enum(ledgerSourceFilters)),
      span: z.enum(["all", "day", "week", "month", "chosen"]),
      from: optionalDay,
      to: optionalDay,
      text: z.string(),
      order: z.enum(ledgerOrders),
    }),
  ),
  statement: z.exactOptional(
    z.object({
      /** The current month when absent. */
      period: z.exactOptional(z.string().check(z.refine(isStatementPeriod))),
      from: optionalDay,
      to: optionalDay,
      grouping: z.enum(statementGroupings),
    }),
  ),
});

/** The period of a statement and what its lines are. */
export type StatementViewState = NonNullable<ViewState["statement"]>;

/** The choices that a user has made in the panel. */
export type ViewState = z.infer<typeof viewStateSchema>;

/** The filters and the order of the ledger. */
export type LedgerViewState = NonNullable<ViewState["ledger"]>;

/** The period of the usage. */
export type UsageViewState = NonNullable<ViewState["usage"]>;

export type ChartSpan = NonNullable<ViewState["chartSpan"]>;

export const defaultLedgerView: LedgerViewState = { span: "all", text: "", order: "newest" };
export const defaultStatementView: StatementViewState = { grouping: "endpoint" };
export const defaultUsageView: UsageViewState = { period: "monthly" };
export const defaultChartSpan: ChartSpan = "week";

export type OverviewSort = (typeof overviewSorts)[number];

/** So many accounts have room as tabs; the panel opens on the overview of more, until the user has chosen a page. */
const maxAccountsWithoutOverview = 5;

/** The page that is shown: the overview of all accounts, or one account. */
export function shownPage({ page, accountId }: ViewState, accountCount: number): "overview" | "account" {
  if (accountCount < 2) return "account";
  if (page !== undefined) return page;
  return accountId === undefined && accountCount > maxAccountsWithoutOverview ? "overview" : "account";
}

/** The selected account. While it is missing, the first one that is not hidden; it may come back. */
export function shownAccount(
  { accountId }: ViewState,
  accounts: readonly PanelAccount[],
): PanelAccount | undefined {
  const selected = accounts.find(({ id }) => id === accountId);
  return selected ?? accounts.find(({ isHidden }) => !isHidden) ?? accounts[0];
}

/** The selected meter of an account, else its headline meter. */
export function selectedMeter({
  account,
  viewState,
}: {
  readonly account: PanelAccount;
  readonly viewState: ViewState;
}): Meter | undefined {
  return account.meters.find(({ id }) => id === viewState.meterId) ?? account.meters[0];
}
