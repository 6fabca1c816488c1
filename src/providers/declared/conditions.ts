import type { Condition, Scalar } from "../../core/definitionValues.ts";
import { amountOf, compare, parseAmount } from "../../core/money/amount.ts";
import { Numeral } from "../http/exactJson.ts";
import type { FieldReader } from "./fieldReader.ts";

/** Whether a condition is true of the replies that the reader reads. A value of the wrong type makes it false. */
export function isTrue(condition: Condition, fields: FieldReader): boolean {
  if ("all" in condition) return condition.all.every((part) => isTrue(part, fields));
  if ("any" in condition) return condition.any.some((part) => isTrue(part, fields));
  if ("not" in condition) return !isTrue(condition.not, fields);
  if ("httpStatus" in condition) {
    return fields.httpStatus !== undefined && condition.httpStatus.includes(fields.httpStatus);
  }
  const value = fields.raw(condition.at);
  if ("is" in condition) return condition.is.some((wanted) => equals(value, wanted));
  if ("absent" in condition) return value === undefined || value === null;
  if ("present" in condition) return value !== undefined && value !== null;
  if ("contains" in condition) {
    const text = typeof value === "string" ? value.toLowerCase() : undefined;
    return condition.contains.some((part) => text?.includes(part.toLowerCase()));
  }
  const amount = parseScalar(value);
  if (amount === undefined) return false;
  return "above" in condition
    ? compare(amount, amountOf(String(condition.above))) > 0
    : compare(amount, amountOf(String(condition.below))) < 0;
}

/** Whether a value of a reply is the one that a definition names. */
export function equals(value: unknown, wanted: Scalar): boolean {
  if (typeof wanted === "number") {
    const amount = parseScalar(value);
    return amount !== undefined && amount === parseAmount(String(wanted));
  }
  return (value instanceof Numeral ? value.source : value) === wanted;
}

function parseScalar(value: unknown) {
  return value instanceof Numeral || typeof value === "string" ? parseAmount(String(value)) : undefined;
}
