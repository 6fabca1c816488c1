import type { ProviderDefinition } from "../../core/providerDefinition.ts";
import type { Objection } from "./definitionError.ts";
import { parsePointer } from "./jsonPointer.ts";
import {
  addressObjections,
  headerObjections,
  parameterObjections,
  requestObjections,
} from "./validateRequests.ts";

/** What goes across the fields of a definition that its schema has let pass; `undefined` when nothing is wrong. */
export function validateDefinition(definition: ProviderDefinition): Objection | undefined {
  for (const objection of objections(definition)) return objection;
  return undefined;
}

function* objections(definition: ProviderDefinition): Generator<Objection> {
  yield* addressObjections(definition);
  yield* parameterObjections(definition);
  yield* headerObjections(definition);
  yield* requestObjections(definition);
  yield* pointerObjections(definition);
  yield* meterObjections(definition);
}

function* pointerObjections(definition: ProviderDefinition): Generator<Objection> {
  const names = new Set(definition.requests.map(({ name = "" }) => name));
  const { meters, plan, expiresAt, blocked, details } = definition;
  for (const [field, text] of strings({ meters, plan, expiresAt, blocked, details })) {
    const name = /(^|\.)(id|label|is\.\d+)$/.test(field) ? undefined : parsePointer(text)?.name;
    const isWithin = /^meters\.\d+\./.test(field) || names.has("");
    if (name && !names.has(name)) yield { field, reason: "unknownName" };
    if (name === "" && text !== "" && !isWithin) yield { field, reason: "unknownName" };
  }
}

function* meterObjections({ meters, ledger, regions }: ProviderDefinition): Generator<Objection> {
  const ids = new Set<string>();
  for (const [index, { id, unit, each, pick, remaining }] of meters.entries()) {
    const field = `meters.${index}`;
    if (ids.has(id)) yield { field: `${field}.id`, reason: "duplicate" };
    ids.add(id);
    if (each !== undefined && pick) yield { field: `${field}.pick`, reason: "duplicate" };
    if (typeof remaining === "object" && (remaining.value === undefined) === (remaining.sum === undefined)) {
      yield { field: `${field}.remaining`, reason: "invalid" };
    }
    if (unit === "region" && !regions?.every(({ currency }) => currency !== undefined)) {
      yield { field: `${field}.unit`, reason: "unknownName" };
    }
  }
  const moved = ledger && meters.find(({ id }) => id === ledger.meter);
  if (ledger && !moved) yield { field: "ledger.meter", reason: "unknownName" };
  // Its meters have ids of their own, one for each unit.
  if (moved?.each !== undefined) yield { field: "ledger.meter", reason: "severalMeters" };
}

/** Every string in a value, with its dotted place. */
function* strings(value: unknown, field = ""): Generator<readonly [string, string]> {
  if (typeof value === "string") yield [field, value];
  if (typeof value !== "object" || value === null) return;
  for (const [key, part] of Object.entries(value))
    yield* strings(part, field === "" ? key : `${field}.${key}`);
}
