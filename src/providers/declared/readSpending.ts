import type { Budget } from "../../core/accounts/account.ts";
import { defined } from "../../core/common/defined.ts";
import { type Amount, amountOf, minus } from "../../core/money/amount.ts";
import { sameUnit, type Unit } from "../../core/money/unit.ts";
import { unitFromCode } from "../../core/money/unitFromCode.ts";
import type { MeterDefinition } from "../../core/providerDefinition.ts";
import type { MeterReading } from "../../core/readings/snapshot.ts";
import { type Instant, nextMonthStart } from "../../core/time/instant.ts";

export interface SpendingContext {
  readonly nowMs: number;
  readonly budget?: Budget;
}

interface Spending {
  readonly spent: Amount;
  readonly unit: Unit;
  /** Where the reply or the definition says when the period ends. */
  readonly reset: Instant | undefined;
}

/** Whether the budget is in the unit of what was spent. Different units are never subtracted. */
export function isBudgetFor(budget: Budget, unit: Unit): boolean {
  return budget.currency === undefined || sameUnit(unitFromCode(budget.currency), unit);
}

/**
 * What is left of the account's budget, until the provider's reset or the next month. Without a budget in the unit of
 * the spending, the amount is information, with an id of its own: it rises where what is left falls.
 */
export function readSpending(
  { id, label, role, group }: MeterDefinition,
  { spent, unit, reset }: Spending,
  { budget, nowMs }: SpendingContext,
): MeterReading {
  const resetsAt = reset ?? nextMonthStart(nowMs);
  if (!budget || !isBudgetFor(budget, unit)) {
    return {
      id: `${id}-spent`,
      label: label === undefined ? "spentThisMonth" : { text: label },
      unit,
      remaining: spent,
      resetsAt,
      role: "info",
    };
  }
  return {
    id,
    label: label === undefined ? "budget" : { text: label },
    unit,
    remaining: minus(amountOf(budget.amount), spent),
    used: spent,
    limit: amountOf(budget.amount),
    resetsAt,
    ...defined({ role: role ?? "pool", group }),
  };
}
