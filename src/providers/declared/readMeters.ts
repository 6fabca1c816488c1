import { type Amount, plus } from "../../core/money/amount.ts";
import { credits, requests, type Unit, unitFromCode } from "../../core/money/unit.ts";
import type { AmountSource, MeterDefinition } from "../../core/providerDefinition.ts";
import type { Label, MeterReading } from "../../core/readings/snapshot.ts";
import type { FieldReader } from "./fieldReader.ts";

/** The meters that a definition names, as the replies tell them; what is missing is the reader's fault. */
export function readMeters(
  definitions: readonly MeterDefinition[],
  fields: FieldReader,
  currency: string | undefined,
): readonly MeterReading[] {
  return definitions.flatMap((definition) => {
    if (definition.each !== undefined) return readEach(definition, definition.each, fields, currency);
    const place = definition.pick ? pickElement(definition, fields) : fields;
    const meter = place && readMeter(definition, place, currency);
    return meter ? [meter] : [];
  });
}

const unitLabels = {
  credits: "credits",
  requests: "requests",
  currency: "balance",
} satisfies Record<Unit["kind"], Label>;

/** The unit that a definition names or points at; a missing one is the reader's fault. */
export function unitOf(source: string, fields: FieldReader, currency: string | undefined): Unit | undefined {
  const code = unitCode(source, fields, currency);
  if (code === "credits") return credits;
  if (code === "requests") return requests;
  return code === undefined ? undefined : unitFromCode(code);
}

function unitCode(source: string, fields: FieldReader, currency: string | undefined): string | undefined {
  if (source === "region") return currency;
  if (!/[/#]/.test(source)) return source;
  return fields.text(source) ?? fields.blame(source, "missingField");
}

function readMeter(
  definition: MeterDefinition,
  fields: FieldReader,
  currency: string | undefined,
): MeterReading | undefined {
  const isUnlimited = definition.unlimited !== undefined && fields.holds(definition.unlimited);
  const remaining = isUnlimited ? null : fields.amount(definition.remaining);
  if (remaining === undefined) {
    if (!definition.optional) fields.blame(pointerOf(definition.remaining), "missingField");
    return undefined;
  }
  const unit = unitOf(definition.unit, fields, currency);
  if (!unit) return undefined;
  const { label, used, limit, held, resetsAt } = definition;
  const read = (source: AmountSource | undefined) =>
    source === undefined ? undefined : fields.amount(source);
  return {
    id: definition.id,
    label: label === undefined ? unitLabels[unit.kind] : { text: label },
    unit,
    remaining,
    ...present("used", read(used)),
    ...present("limit", isUnlimited ? null : read(limit)),
    ...present("held", read(held)),
    ...present("resetsAt", resetsAt === undefined ? undefined : fields.instant(resetsAt)),
  };
}

/** The array's elements as a meter for each unit; amounts of one unit are added up. */
function readEach(
  definition: MeterDefinition,
  pointer: string,
  fields: FieldReader,
  currency: string | undefined,
): readonly MeterReading[] {
  const elements = fields.list(pointer);
  if (!elements?.length && !definition.optional) fields.blame(pointer, "missingField");
  const byCode = new Map<string, MeterReading>();
  for (const element of elements ?? []) {
    const place = fields.within(element);
    const code = unitCode(definition.unit, place, currency)?.toLowerCase() ?? "";
    const id = `${definition.id}-${code.replace(/[^a-z0-9]+/g, "-")}`;
    const meter = readMeter({ ...definition, id }, place, currency);
    if (!meter) continue;
    const before = byCode.get(code);
    byCode.set(code, before ? together(before, meter) : meter);
  }
  return [...byCode.values()];
}

function together(a: MeterReading, b: MeterReading): MeterReading {
  const add = (x: Amount | null | undefined, y: Amount | null | undefined) =>
    x === null || y === null ? null : x === undefined ? y : y === undefined ? x : plus(x, y);
  return {
    ...a,
    remaining: add(a.remaining, b.remaining) ?? null,
    ...present("used", add(a.used, b.used) ?? undefined),
    ...present("limit", add(a.limit, b.limit)),
    ...present("held", add(a.held, b.held) ?? undefined),
  };
}

function pickElement({ pick, optional }: MeterDefinition, fields: FieldReader): FieldReader | undefined {
  if (!pick) return undefined;
  const places = (fields.list(pick.list) ?? []).map((element) => fields.within(element));
  for (const wanted of pick.is) {
    const found = places.find((place) => place.holds({ at: pick.where, is: [wanted] }));
    if (found) return found;
  }
  return optional ? undefined : fields.blame(pick.list, "missingField");
}

function pointerOf(source: MeterDefinition["remaining"]): string {
  if (typeof source === "string") return source;
  const [first = ""] =
    source.sum ?? (typeof source.value === "string" ? [source.value] : (source.value ?? []));
  return first;
}

function present<Name extends string, T>(name: Name, value: T | undefined): { readonly [N in Name]?: T } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [N in Name]: T });
}
