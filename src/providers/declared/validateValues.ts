import type { AmountSource, Calculation } from "../../core/definitionValues.ts";
import type { MeterDefinition, ProviderDefinition } from "../../core/providerDefinition.ts";
import type { DefinitionError } from "./definitionError.ts";

/** A group is one pool of several meters in one unit. Limits and information stand alone. */
export function* roleErrors({ meters }: ProviderDefinition): Generator<DefinitionError> {
  for (const [index, { group, role, each, unit }] of meters.entries()) {
    if (group === undefined) continue;
    const field = `meters.${index}.group`;
    const members = meters.filter((meter) => meter.group === group);
    if (role === "info" || role === "limit") yield { field: `meters.${index}.role`, reason: "invalid" };
    if (each !== undefined || members.length < 2) yield { field, reason: "invalid" };
    if (members.some((member) => isOtherUnit(member.unit, unit)))
      yield { field: `meters.${index}.unit`, reason: "invalid" };
  }
}

/** Whether two units that the definition itself names differ. */
function isOtherUnit(a: MeterDefinition["unit"], b: MeterDefinition["unit"]): boolean {
  const isNamed = (unit: typeof a): unit is string => typeof unit === "string" && !/[/#]/.test(unit);
  return isNamed(a) && isNamed(b) && a.toLowerCase() !== b.toLowerCase();
}

/** Every calculation starts with exactly one value, and nothing is divided by a fixed zero. */
export function* amountErrors(definition: ProviderDefinition): Generator<DefinitionError> {
  const { meters, details, ledger } = definition;
  for (const [index, meter] of meters.entries()) {
    for (const name of ["remaining", "spent", "used", "limit", "held", "bought"] as const) {
      yield* calculationErrors(meter[name], `meters.${index}.${name}`);
    }
    const { resetsAt } = meter;
    if (typeof resetsAt === "object" && "seconds" in resetsAt) {
      yield* calculationErrors(resetsAt.seconds, `meters.${index}.resetsAt.seconds`);
    }
  }
  for (const [index, { value }] of (details ?? []).entries())
    yield* calculationErrors(value, `details.${index}.value`);
  yield* calculationErrors(ledger?.amount, "ledger.amount");
}

const starts = ["value", "sum", "min", "max", "sumOf"] as const satisfies readonly (keyof Calculation)[];

function* calculationErrors(source: AmountSource | undefined, field: string): Generator<DefinitionError> {
  if (typeof source !== "object") return;
  if (starts.filter((start) => source[start] !== undefined).length !== 1) yield { field, reason: "invalid" };
  if (source.divideBy === 0) yield { field: `${field}.divideBy`, reason: "invalid" };
  for (const name of ["value", "sum", "min", "max", "minus"] as const) {
    const operand = source[name];
    if (!isList(operand)) yield* calculationErrors(operand, `${field}.${name}`);
    else
      for (const [index, part] of operand.entries())
        yield* calculationErrors(part, `${field}.${name}.${index}`);
  }
  yield* calculationErrors(source.sumOf?.value, `${field}.sumOf.value`);
  yield* calculationErrors(source.multiplyBy, `${field}.multiplyBy`);
  yield* calculationErrors(source.divideBy, `${field}.divideBy`);
}

function isList(
  operand: AmountSource | readonly AmountSource[] | undefined,
): operand is readonly AmountSource[] {
  return Array.isArray(operand);
}
