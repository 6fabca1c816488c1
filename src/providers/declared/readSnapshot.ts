import type { Budget } from "../../core/accounts/account.ts";
import { defined } from "../../core/common/defined.ts";
import { amountOf } from "../../core/money/amount.ts";
import type { DetailDefinition, ProviderDefinition } from "../../core/providerDefinition.ts";
import type { Failure } from "../../core/readings/failure.ts";
import { failed, type Outcome, success } from "../../core/readings/outcome.ts";
import type { Detail, DetailValue, MeterReading, Snapshot } from "../../core/readings/snapshot.ts";
import type { RefusalDefinition } from "../../core/requestDefinition.ts";
import { Numeral } from "../http/exactJson.ts";
import { statusFailure } from "../http/statusFailure.ts";
import { FieldReader } from "./fieldReader.ts";
import type { Replies } from "./jsonPointer.ts";
import { type MeterContext, readMeters } from "./readMeters.ts";
import { isBudgetFor } from "./readSpending.ts";
import { readUnit } from "./readUnit.ts";

export interface SnapshotContext extends MeterContext {
  /** Called with the pointers of optional fields that were left out because of their type. */
  readonly onIgnoredFields?: (fields: readonly string[]) => void;
}

/** Reads an account's snapshot from replies, by its provider's definition. */
export async function readSnapshot(
  definition: ProviderDefinition,
  replies: Replies,
  context: SnapshotContext,
): Promise<Outcome<Snapshot>> {
  const fields = new FieldReader(replies);
  const refusal = definition.refuse?.find(({ when }) => fields.matches(when));
  if (refusal) return failed(refusedReply(refusal, context.nowMs));
  const { meters, unitsLeftOut } = await readMeters(definition.meters, fields, context);
  const [headline, ...others] = meters;
  const plan = fields.optional((lenient) => lenient.text(definition.plan));
  const expiresAt = fields.optional((lenient) => lenient.instant(definition.expiresAt));
  const keyExpiresAt = fields.optional((lenient) => lenient.instant(definition.keyExpiresAt));
  const details = (definition.details ?? []).flatMap(
    (detail) => fields.optional((lenient) => readDetail(detail, lenient, context.currency)) ?? [],
  );
  if (fields.fault) return failed(fields.fault);
  if (!headline) return failed({ kind: "badResponse", reason: "missingField" });
  if (fields.ignored.length > 0) context.onIgnoredFields?.(fields.ignored);
  const isAnyTrue = (conditions: ProviderDefinition["blocked"]) =>
    conditions?.some((condition) => fields.matches(condition)) ?? false;
  return success({
    meters: [headline, ...others],
    ...defined({ plan, expiresAt, keyExpiresAt }),
    isBlocked: isAnyTrue(definition.blocked),
    ...(isAnyTrue(definition.accepting) ? { isAccepting: true as const } : {}),
    details: [...details, ...ownDetails(definition, meters, unitsLeftOut, context.budget)],
  });
}

/** The failure for replies with HTTP 200 that the definition does not accept. */
function refusedReply({ status, scope, message }: RefusalDefinition, nowMs: number): Failure {
  const reply = { status, headers: new Headers(), nowMs, secrets: [] };
  return statusFailure(reply, { scope, text: message });
}

/** What the product adds: units beyond the cap, late spending, and a budget that cannot be compared. */
function ownDetails(
  { meters: definitions }: ProviderDefinition,
  meters: readonly MeterReading[],
  unitsLeftOut: number,
  budget: Budget | undefined,
): readonly Detail[] {
  const spending = definitions.find(({ spent }) => spent !== undefined);
  const meter = spending && meters.find(({ id }) => id === spending.id || id === `${spending.id}-spent`);
  const isOtherUnit = budget && meter && !isBudgetFor(budget, meter.unit);
  const details: Detail[] = [];
  if (unitsLeftOut > 0) {
    details.push({ label: "unitsNotShown", value: { kind: "count", count: amountOf(String(unitsLeftOut)) } });
  }
  if (meter && spending.delay) {
    details.push({ label: "reportedDayLate", value: { kind: "flag", isOn: true } });
  }
  if (isOtherUnit) {
    details.push({
      label: "budgetOtherUnit",
      value: { kind: "text", text: `${budget.amount} ${budget.currency ?? ""}` },
    });
  }
  return details;
}

function readDetail(
  { label, value, unit }: DetailDefinition,
  fields: FieldReader,
  currency: string | undefined,
): Detail | undefined {
  const detailValue =
    unit === undefined ? plainValue(value, fields) : amountValue(value, unit, fields, currency);
  return detailValue && { label: { text: label }, value: detailValue };
}

function amountValue(
  source: DetailDefinition["value"],
  unitSource: NonNullable<DetailDefinition["unit"]>,
  fields: FieldReader,
  currency: string | undefined,
): DetailValue | undefined {
  const amount = fields.amount(source);
  const unit = amount && readUnit(unitSource, fields, currency);
  return amount && unit && { kind: "amount", amount, unit };
}

/** A value without a unit: a number is a count, a boolean is a flag, a string is a text. */
function plainValue(source: DetailDefinition["value"], fields: FieldReader): DetailValue | undefined {
  const raw = typeof source === "string" ? fields.raw(source) : undefined;
  if (typeof raw === "boolean") return { kind: "flag", isOn: raw };
  if (typeof source === "string" && !(raw instanceof Numeral)) {
    const text = fields.text(source);
    return text === undefined ? undefined : { kind: "text", text };
  }
  const count = fields.amount(source);
  return count && { kind: "count", count };
}
