import type { ProviderDefinition } from "../../core/providerDefinition.ts";
import type { DefinitionError } from "./definitionError.ts";
import { parsePointer } from "./jsonPointer.ts";
import { addressErrors, headerErrors, parameterErrors, requestErrors } from "./validateRequests.ts";
import { amountErrors, roleErrors } from "./validateValues.ts";

/** Checks the rules that concern several fields, after the schema. Returns the first error, if there is one. */
export function validateDefinition(definition: ProviderDefinition): DefinitionError | undefined {
  for (const error of findErrors(definition)) return error;
  return undefined;
}

function* findErrors(definition: ProviderDefinition): Generator<DefinitionError> {
  yield* addressErrors(definition);
  yield* parameterErrors(definition);
  yield* headerErrors(definition);
  yield* requestErrors(definition);
  yield* pointerErrors(definition);
  yield* meterErrors(definition);
  yield* roleErrors(definition);
  yield* amountErrors(definition);
}

function* pointerErrors(definition: ProviderDefinition): Generator<DefinitionError> {
  const names = new Set(definition.requests.map(({ name = "" }) => name));
  const { meters, plan, expiresAt, keyExpiresAt, blocked, accepting, refuse, details } = definition;
  const parts = { meters, plan, expiresAt, keyExpiresAt, blocked, accepting, refuse, details };
  for (const [field, text] of listStrings(parts)) {
    const name = literalPattern.test(field) ? undefined : parsePointer(text)?.name.replace(/@$/, "");
    const isInElement = /^meters\.\d+\./.test(field) || names.has("");
    if (name && !names.has(name)) yield { field, reason: "unknownName" };
    if (name === "" && text !== "" && !isInElement) yield { field, reason: "unknownName" };
  }
}

/** Fields whose strings are texts, not pointers. */
const literalPattern = /(^|\.)(id|label|role|group|message|scope|default|is\.\d+|contains\.\d+|map\..*)$/;

function* meterErrors({ meters, ledger, regions }: ProviderDefinition): Generator<DefinitionError> {
  const ids = new Set<string>();
  for (const [index, meter] of meters.entries()) {
    const { id, unit, each, pick, remaining, spent, delay } = meter;
    const field = `meters.${index}`;
    if (ids.has(id)) yield { field: `${field}.id`, reason: "duplicate" };
    ids.add(id);
    if (each !== undefined && pick) yield { field: `${field}.pick`, reason: "duplicate" };
    if (remaining === undefined && spent === undefined)
      yield { field: `${field}.remaining`, reason: "invalid" };
    if (spent !== undefined && (remaining !== undefined || each !== undefined)) {
      yield { field: `${field}.spent`, reason: "duplicate" };
    }
    if (delay !== undefined && spent === undefined) yield { field: `${field}.delay`, reason: "invalid" };
    if (unit === "region" && !regions?.every(({ currency }) => currency !== undefined)) {
      yield { field: `${field}.unit`, reason: "unknownName" };
    }
  }
  // An account has one budget.
  const [, second] = meters.filter(({ spent }) => spent !== undefined);
  if (second) yield { field: `meters.${meters.indexOf(second)}.spent`, reason: "duplicate" };
  const ledgerMeter = ledger && meters.find(({ id }) => id === ledger.meter);
  if (ledger && !ledgerMeter) yield { field: "ledger.meter", reason: "unknownName" };
  // With `each`, a meter has an id for each unit, so the ledger would not know which one to use.
  if (ledgerMeter?.each !== undefined) yield { field: "ledger.meter", reason: "severalMeters" };
}

/** Every string in a value, with its dotted path. */
function* listStrings(value: unknown, field = ""): Generator<readonly [string, string]> {
  if (typeof value === "string") yield [field, value];
  if (typeof value !== "object" || value === null) return;
  for (const [key, part] of Object.entries(value))
    yield* listStrings(part, field === "" ? key : `${field}.${key}`);
}
