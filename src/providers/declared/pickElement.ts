import type { ElementSelector } from "../../core/definitionValues.ts";
import type { MeterDefinition } from "../../core/providerDefinition.ts";
import { isAbsent } from "./calculate.ts";
import type { FieldReader } from "./fieldReader.ts";

/** A longer list is broken, or an attack: reading it would block the extension host. */
const maxElements = 2000;

/**
 * The element that a definition selects: of the candidates, in their order of preference, the first with something left,
 * else the first. A limit is not chosen by what is left. Without a candidate, a meter that is not optional reports a fault.
 */
export function pickElement(
  definition: MeterDefinition,
  pick: ElementSelector,
  fields: FieldReader,
): FieldReader | undefined {
  const list = fields.list(pick.list) ?? [];
  if (list.length > maxElements) return fields.reportFault(pick.list, "tooMany");
  const elements = list.map((value) => fields.within(value));
  const candidates =
    "is" in pick ? byPreference(pick, elements, fields) : elements.filter((one) => one.matches(pick.where));
  const chosen =
    definition.role === "limit"
      ? undefined
      : candidates.find((candidate) => hasSomething(definition, candidate));
  if (chosen ?? candidates[0]) return chosen ?? candidates[0];
  return definition.optional ? undefined : fields.reportFault(pick.list, "missingField");
}

function byPreference(
  { where, is }: Extract<ElementSelector, { is: unknown }>,
  elements: readonly FieldReader[],
  fields: FieldReader,
): readonly FieldReader[] {
  // A preference that the reply names may be written in another case, or as a number.
  const byValue = Map.groupBy(elements, (element) => String(element.raw(where) ?? "").toLowerCase());
  return is.flatMap((wanted) => {
    const value = typeof wanted === "string" ? wanted : fields.atReply().text(wanted.at);
    return (value !== undefined && byValue.get(value.toLowerCase())) || [];
  });
}

function hasSomething(definition: MeterDefinition, element: FieldReader): boolean {
  if (definition.when && !element.matches(definition.when)) return false;
  if (definition.unlimited && element.matches(definition.unlimited)) return true;
  const { remaining } = definition;
  const amount =
    remaining === undefined ? undefined : element.optional((lenient) => lenient.amount(remaining));
  return !isAbsent(amount) && amount !== "0" && !amount.startsWith("-");
}
