import { defined } from "../../core/common/defined.ts";
import type { DetailDefinition, ProviderDefinition } from "../../core/providerDefinition.ts";
import { failed, type Outcome, success } from "../../core/readings/outcome.ts";
import type { Detail, DetailValue, Snapshot } from "../../core/readings/snapshot.ts";
import { Numeral } from "../http/exactJson.ts";
import { FieldReader } from "./fieldReader.ts";
import type { Replies } from "./jsonPointer.ts";
import { readMeters, readUnit } from "./readMeters.ts";

/** Reads an account's snapshot from replies, by its provider's definition. */
export function readSnapshot(
  definition: ProviderDefinition,
  replies: Replies,
  currency: string | undefined,
): Outcome<Snapshot> {
  const fields = new FieldReader(replies);
  const [headline, ...others] = readMeters(definition.meters, fields, currency);
  const plan = fields.text(definition.plan);
  const expiresAt = fields.instant(definition.expiresAt);
  const details = (definition.details ?? []).flatMap((detail) => readDetail(detail, fields, currency));
  if (fields.fault) return failed(fields.fault);
  if (!headline) return failed({ kind: "badResponse", reason: "missingField" });
  return success({
    meters: [headline, ...others],
    ...defined({ plan, expiresAt }),
    isBlocked: definition.blocked?.some((condition) => fields.matches(condition)) ?? false,
    details,
  });
}

function readDetail(
  { label, value, unit }: DetailDefinition,
  fields: FieldReader,
  currency: string | undefined,
): Detail[] {
  const detailValue =
    unit === undefined ? plainValue(value, fields) : amountValue(value, unit, fields, currency);
  return detailValue ? [{ label: { text: label }, value: detailValue }] : [];
}

function amountValue(
  source: DetailDefinition["value"],
  unitSource: string,
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
