import { defined } from "../../core/common/defined.ts";
import { type Amount, plus } from "../../core/money/amount.ts";
import { credits, requests, type Unit, unitFromCode } from "../../core/money/unit.ts";
import type { MeterDefinition } from "../../core/providerDefinition.ts";
import type { Label, MeterReading } from "../../core/readings/snapshot.ts";
import type { FieldReader } from "./fieldReader.ts";

/** Reads the meters that a definition describes. A missing value is reported to the reader as the fault. */
export function readMeters(
  definitions: readonly MeterDefinition[],
  fields: FieldReader,
  currency: string | undefined,
): readonly MeterReading[] {
  return definitions.flatMap((definition) => {
    if (definition.each !== undefined) return readEach(definition, definition.each, fields, currency);
    const source = definition.pick ? pickElement(definition, fields) : fields;
    const meter = source && readMeter(definition, source, currency);
    return meter ? [meter] : [];
  });
}

const unitLabels = {
  credits: "credits",
  requests: "requests",
  currency: "balance",
} satisfies Record<Unit["kind"], Label>;

/** The unit that a definition names or points to. A missing unit is reported to the reader as the fault. */
export function readUnit(
  source: string,
  fields: FieldReader,
  currency: string | undefined,
): Unit | undefined {
  const code = readUnitCode(source, fields, currency);
  if (code === "credits") return credits;
  if (code === "requests") return requests;
  return code === undefined ? undefined : unitFromCode(code);
}

function readUnitCode(source: string, fields: FieldReader, currency: string | undefined): string | undefined {
  if (source === "region") return currency;
  if (!/[/#]/.test(source)) return source;
  return fields.text(source) ?? fields.reportFault(source, "missingField");
}

function readMeter(
  definition: MeterDefinition,
  fields: FieldReader,
  currency: string | undefined,
): MeterReading | undefined {
  const isUnlimited = definition.unlimited !== undefined && fields.matches(definition.unlimited);
  const remaining = isUnlimited ? null : fields.amount(definition.remaining);
  if (remaining === undefined) {
    if (!definition.optional) fields.reportFault(firstPointer(definition.remaining), "missingField");
    return undefined;
  }
  const unit = readUnit(definition.unit, fields, currency);
  if (!unit) return undefined;
  const { label, used, limit, held, resetsAt } = definition;
  return {
    id: definition.id,
    label: label === undefined ? unitLabels[unit.kind] : { text: label },
    unit,
    remaining,
    ...defined({
      used: fields.amount(used),
      limit: isUnlimited ? null : fields.amount(limit),
      held: fields.amount(held),
      resetsAt: fields.instant(resetsAt),
    }),
  };
}

/** One meter for each unit of the array's elements. Amounts of the same unit are added up. */
function readEach(
  definition: MeterDefinition,
  pointer: string,
  fields: FieldReader,
  currency: string | undefined,
): readonly MeterReading[] {
  const elements = fields.list(pointer);
  if (!elements?.length && !definition.optional) fields.reportFault(pointer, "missingField");
  const byCode = new Map<string, MeterReading>();
  for (const element of elements ?? []) {
    const elementFields = fields.within(element);
    const code = readUnitCode(definition.unit, elementFields, currency)?.toLowerCase() ?? "";
    const id = `${definition.id}-${code.replace(/[^a-z0-9]+/g, "-")}`;
    const meter = readMeter({ ...definition, id }, elementFields, currency);
    if (!meter) continue;
    const before = byCode.get(code);
    byCode.set(code, before ? addMeters(before, meter) : meter);
  }
  return [...byCode.values()];
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
    }),
  };
}

function pickElement({ pick, optional }: MeterDefinition, fields: FieldReader): FieldReader | undefined {
  if (!pick) return undefined;
  const elements = (fields.list(pick.list) ?? []).map((value) => fields.within(value));
  for (const wanted of pick.is) {
    const element = elements.find((candidate) => candidate.matches({ at: pick.where, is: [wanted] }));
    if (element) return element;
  }
  return optional ? undefined : fields.reportFault(pick.list, "missingField");
}

function firstPointer(source: MeterDefinition["remaining"]): string {
  if (typeof source === "string") return source;
  const [first = ""] =
    source.sum ?? (typeof source.value === "string" ? [source.value] : (source.value ?? []));
  return first;
}
