import { defined } from "../../core/common/defined.ts";
import { type Amount, plus } from "../../core/money/amount.ts";
import type { Unit } from "../../core/money/unit.ts";
import { unitFromCode } from "../../core/money/unitFromCode.ts";
import type { MeterDefinition } from "../../core/providerDefinition.ts";
import type { Label, MeterReading } from "../../core/readings/snapshot.ts";
import { TimeSlice } from "../http/timeSlice.ts";
import { isAbsent } from "./calculate.ts";
import type { FieldReader } from "./fieldReader.ts";
import { firstUnits } from "./firstUnits.ts";
import { pickElement } from "./pickElement.ts";
import { readReset } from "./readReset.ts";
import { readSpending, type SpendingContext } from "./readSpending.ts";
import { readUnit, readUnitCode, unitWithoutElement } from "./readUnit.ts";

/** What meters need besides the replies. */
export interface MeterContext extends SpendingContext {
  /** The currency of the account's region. */
  readonly currency: string | undefined;
}

export interface ReadMeters {
  readonly meters: readonly MeterReading[];
  /** How many units of arrays are left out because there are too many. */
  readonly unitsLeftOut: number;
}

/** Reads the meters that a definition describes. A missing value is reported to the reader as the fault. */
export async function readMeters(
  definitions: readonly MeterDefinition[],
  fields: FieldReader,
  context: MeterContext,
): Promise<ReadMeters> {
  let unitsLeftOut = 0;
  const meters: MeterReading[] = [];
  for (const definition of definitions) {
    if (definition.each === undefined) {
      const source = definition.pick ? pickElement(definition, definition.pick, fields) : fields;
      const meter = source && readMeter(definition, source, context);
      if (meter) meters.push(meter);
    } else {
      const each = await readEach(definition, definition.each, fields, context);
      unitsLeftOut += each.unitsLeftOut;
      meters.push(...each.meters);
    }
  }
  return { meters, unitsLeftOut };
}

/** An array with more rows is broken, or an attack. */
const maxRows = 100_000;
/** In microseconds. */
const costOfRow = 8;

const unitLabels = {
  credits: "credits",
  requests: "requests",
  currency: "balance",
} satisfies Record<Unit["kind"], Label>;

function readMeter(
  definition: MeterDefinition,
  fields: FieldReader,
  context: MeterContext,
): MeterReading | undefined {
  if (definition.when && !fields.matches(definition.when)) return undefined;
  const isUnlimited = definition.unlimited !== undefined && fields.matches(definition.unlimited);
  const source = definition.remaining ?? definition.spent ?? "";
  const amount = isUnlimited ? null : fields.calculate(source);
  if (amount !== null && isAbsent(amount)) {
    if (!definition.optional) fields.reportFault(amount.pointer, "missingField");
    return undefined;
  }
  const unit = readUnit(definition.unit, fields, context.currency);
  if (!unit) return undefined;
  const { used, limit, held, bought, resetsAt } = definition;
  const optional = (value: typeof used) =>
    value === undefined ? undefined : fields.optional((lenient) => lenient.amount(value));
  const reset = resetsAt && fields.optional((lenient) => readReset(resetsAt, lenient, context.nowMs));
  if (definition.spent !== undefined && amount !== null) {
    return readSpending(definition, { spent: amount, unit, reset }, context);
  }
  const usedAmount = optional(used);
  return {
    ...headOf(definition, unit),
    remaining: amount,
    ...defined({
      // More is left than the plan has: bought or carried over, not used.
      used: usedAmount?.startsWith("-") ? undefined : usedAmount,
      limit: isUnlimited ? null : optional(limit),
      held: optional(held),
      bought: optional(bought),
      resetsAt: reset,
      role: definition.role,
      group: definition.group,
    }),
  };
}

function headOf({ id, label }: MeterDefinition, unit: Unit): Pick<MeterReading, "id" | "label" | "unit"> {
  const unitLabel =
    unit.kind === "credits" && unit.code !== undefined ? { text: unit.code } : unitLabels[unit.kind];
  return { id, label: label === undefined ? unitLabel : { text: label }, unit };
}

/** One meter for each unit of the elements, funded ones first. Amounts of the same unit are added up. */
async function readEach(
  definition: MeterDefinition,
  each: NonNullable<MeterDefinition["each"]>,
  fields: FieldReader,
  context: MeterContext,
): Promise<ReadMeters> {
  const elements = fields.elements(each, maxRows + 1);
  const none = { meters: [], unitsLeftOut: 0 };
  const first = typeof each === "string" ? each : (each[0] ?? "");
  if (!elements) return definition.optional ? none : (fields.reportFault(first, "missingField") ?? none);
  if (elements.length === 0)
    return definition.optional ? none : { ...none, meters: [emptyMeter(definition, context)] };
  if (elements.length > maxRows) return fields.reportFault(first, "tooMany") ?? none;
  const byCode = new Map<string, MeterReading>();
  const slice = new TimeSlice();
  for (const element of elements) {
    if (slice.isOver(costOfRow)) await slice.pause();
    const elementFields = fields.within(element);
    const code = readUnitCode(definition.unit, elementFields, context.currency)?.toLowerCase() ?? "";
    const meter = readMeter({ ...definition, id: meterIdOf(definition.id, code) }, elementFields, context);
    if (fields.fault) return none;
    if (!meter) continue;
    const before = byCode.get(code);
    byCode.set(code, before ? addMeters(before, meter) : meter);
  }
  const meters = await firstUnits([...byCode.values()], slice);
  return { meters, unitsLeftOut: byCode.size - meters.length };
}

/** An array without elements is nothing, which decides nothing: the account may be paid in another way. */
function emptyMeter(definition: MeterDefinition, { currency }: MeterContext): MeterReading {
  const code = unitWithoutElement(definition.unit, currency);
  const id = meterIdOf(definition.id, code.toLowerCase());
  return { ...headOf({ ...definition, id }, unitFromCode(code)), remaining: "0" as Amount, role: "info" };
}

/** An id for each unit, also for units in other scripts or with signs. */
function meterIdOf(id: string, code: string): string {
  const slug = code.replace(/[^a-z0-9]+/g, "-");
  if (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(code)) return `${id}-${slug}`;
  const points = [...code].slice(0, 24).map((sign) => sign.codePointAt(0)?.toString(16));
  return `${id}-u${points.join("-")}`;
}

function addMeters(a: MeterReading, b: MeterReading): MeterReading {
  const add = (x: Amount | null | undefined, y: Amount | null | undefined) =>
    x === null || y === null ? null : x === undefined ? y : y === undefined ? x : plus(x, y);
  return {
    ...a,
    remaining: add(a.remaining, b.remaining) ?? null,
    ...defined({
      used: add(a.used, b.used) ?? undefined,
      limit: add(a.limit, b.limit),
      held: add(a.held, b.held) ?? undefined,
      bought: add(a.bought, b.bought) ?? undefined,
    }),
  };
}
