import type { SyncState } from "../../core/ledger/ledgerEntry.ts";
import type { MeterStatement, StatementGrouping } from "../../core/ledger/statement.ts";
import { showsUnit } from "../../core/money/formatAmount.ts";
import { readStatement } from "../../services/ledger/readStatement.ts";
import { isHistoryError } from "../../store/historyStore.ts";
import { type CommandContext, requireAccount } from "../context/commandContext.ts";
import { historyOffText } from "../text/historyOffText.ts";
import { localizeLabel } from "../text/labels.ts";
import { sanitizeText } from "../text/sanitizeText.ts";

export type StatementContext = Pick<CommandContext, "accountViews" | "history" | "ledgerSync" | "signal">;

/** A range of time in epoch milliseconds: inclusive, exclusive; all of the history without them. */
export interface StatementRange {
  readonly fromMs?: number;
  readonly toMs?: number;
}

/** What a statement tells of an account, with the names that a reader knows. */
export interface AccountStatement extends StatementRange {
  readonly accountId: string;
  readonly label: string;
  readonly meters: readonly NamedMeterStatement[];
  /** Absent where the provider publishes no ledger. */
  readonly sync?: SyncState;
}

export interface NamedMeterStatement extends MeterStatement {
  readonly name: string;
}

/** Throws an Error for an unknown account, and with the reason while the history is off. */
export async function accountStatement(
  context: StatementContext,
  accountId: string,
  range: StatementRange,
  grouping: StatementGrouping = "endpoint",
): Promise<AccountStatement> {
  const { account, reading } = requireAccount(context, accountId);
  const meters = await readStatement(
    context.history,
    { accountId, ...range, grouping },
    context.signal,
  ).catch((error: unknown) => {
    throw isHistoryError(error) ? new Error(historyOffText(error.reason)) : error;
  });
  const sync = await context.ledgerSync.readState(account);
  const nameOf = ({ meterId, unit }: MeterStatement) => {
    const meter = reading?.snapshot.meters.find(({ id }) => id === meterId);
    const name = meter ? localizeLabel(meter.label) : sanitizeText(meterId);
    return unit.kind === "credits" && unit.code !== undefined && !showsUnit(unit)
      ? `${name} (${sanitizeText(unit.code)})`
      : name;
  };
  return {
    accountId,
    label: account.label,
    ...range,
    meters: meters.map((meter) => ({ ...meter, name: nameOf(meter) })),
    ...(sync ? { sync } : {}),
  };
}
