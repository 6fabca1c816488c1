import type { DetailDefinition, ProviderDefinition } from "../../core/providerDefinition.ts";
import { failed, type Outcome, success } from "../../core/readings/outcome.ts";
import type { Detail, DetailValue, Snapshot } from "../../core/readings/snapshot.ts";
import { Numeral } from "../http/exactJson.ts";
import { FieldReader } from "./fieldReader.ts";
import type { Replies } from "./jsonPointer.ts";
import { readMeters, unitOf } from "./readMeters.ts";

/** What the replies say of an account, as its provider's definition reads them. */
export function readSnapshot(
  definition: ProviderDefinition,
  replies: Replies,
  currency: string | undefined,
): Outcome<Snapshot> {
  const fields = new FieldReader(replies);
  const [headline, ...others] = readMeters(definition.meters, fields, currency);
  const plan = definition.plan === undefined ? undefined : fields.text(definition.plan);
  const expiresAt = definition.expiresAt === undefined ? undefined : fields.instant(definition.expiresAt);
  const details = (definition.details ?? []).flatMap((detail) => readDetail(detail, fields, currency));
  if (fields.fault) return failed(fields.fault);
  if (!headline) return failed({ kind: "badResponse", reason: "missingField" });
  return success({
    meters: [headline, ...others],
    ...(plan === undefined ? {} : { plan }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    isBlocked: definition.blocked?.some((condition) => fields.holds(condition)) ?? false,
    details,
  });
}

function readDetail(
  { label, value, unit }: DetailDefinition,
  fields: FieldReader,
  currency: string | undefined,
): Detail[] {
  const read = unit === undefined ? plainValue(value, fields) : amountValue(value, unit, fields, currency);
  return read ? [{ label: { text: label }, value: read }] : [];
}

function amountValue(
  source: DetailDefinition["value"],
  unitSource: string,
  fields: FieldReader,
  currency: string | undefined,
): DetailValue | undefined {
  const amount = fields.amount(source);
  const unit = amount && unitOf(unitSource, fields, currency);
  return amount && unit && { kind: "amount", amount, unit };
}

/** Without a unit: a number counts something, a boolean is a yes or no, a string is itself. */
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
