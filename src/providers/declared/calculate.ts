import type { AmountSource, Calculation, ElementSum } from "../../core/definitionValues.ts";
import {
  type Amount,
  abs,
  amountOf,
  compare,
  minus,
  negated,
  parseAmount,
  plus,
  quotient,
  times,
} from "../../core/money/amount.ts";
import { Total } from "../../core/money/total.ts";
import { Numeral } from "../http/exactJson.ts";
import type { FieldReader } from "./fieldReader.ts";
import { parseMoney } from "./money.ts";

/** Why an amount has no value: the pointer whose value is absent, or null. */
export interface Absent {
  readonly pointer: string;
  readonly isNull: boolean;
}

export function isAbsent(value: Amount | Absent | undefined): value is Absent | undefined {
  return typeof value !== "string";
}

function isPresent(value: Amount | Absent): value is Amount {
  return typeof value === "string";
}

const zero = amountOf("0");

/** Reads or calculates an amount. A value of the wrong type is reported to the reader as the fault. */
export function calculate(source: AmountSource, fields: FieldReader, isMoney = false): Amount | Absent {
  if (typeof source === "string") return readAmount(source, fields, isMoney);
  if (typeof source === "number") return amountOf(String(source));
  if (source.when && !fields.matches(source.when)) return { pointer: firstPointer(source), isNull: false };
  const start = startOf(source, fields);
  if (isAbsent(start) && !source.orZero) return start;
  return finish(isAbsent(start) ? zero : start, source, fields);
}

function startOf(calculation: Calculation, fields: FieldReader): Amount | Absent {
  const isMoney = calculation.money === true;
  const each = (sources: readonly AmountSource[]) => sources.map((part) => calculate(part, fields, isMoney));
  if (calculation.sum) return sumOfParts(each(calculation.sum));
  if (calculation.min) return extreme(each(calculation.min), -1);
  if (calculation.max) return extreme(each(calculation.max), 1);
  if (calculation.sumOf) return sumOfElements(calculation.sumOf, fields, isMoney);
  return firstPresent(listOf(calculation.value), fields, isMoney);
}

function finish(start: Amount, calculation: Calculation, fields: FieldReader): Amount | Absent {
  let result = start;
  for (const source of listOf(calculation.minus)) {
    const subtrahend = calculate(source, fields, calculation.money);
    if (isAbsent(subtrahend)) return subtrahend;
    result = minus(result, subtrahend);
  }
  if (calculation.multiplyBy !== undefined) {
    const factor = calculate(calculation.multiplyBy, fields);
    if (isAbsent(factor)) return factor;
    result = times(result, factor);
  }
  if (calculation.divideBy !== undefined) {
    const divisor = calculate(calculation.divideBy, fields);
    if (isAbsent(divisor)) return divisor;
    if (divisor === zero) return { pointer: firstPointer(calculation.divideBy), isNull: false };
    result = quotient(result, divisor);
  }
  if (calculation.negate) result = negated(result);
  if (calculation.abs) result = abs(result);
  if (calculation.atLeast !== undefined) {
    const floor = amountOf(String(calculation.atLeast));
    if (compare(result, floor) < 0) result = floor;
  }
  const isNone = calculation.unlessZero && result === zero;
  return isNone ? { pointer: firstPointer(calculation), isNull: false } : result;
}

function firstPresent(
  sources: readonly AmountSource[],
  fields: FieldReader,
  isMoney: boolean,
): Amount | Absent {
  let absent: Absent | undefined;
  for (const source of sources) {
    const value = calculate(source, fields, isMoney);
    if (!isAbsent(value)) return value;
    absent = { pointer: absent?.pointer ?? value.pointer, isNull: (absent?.isNull ?? false) || value.isNull };
    // A value of the wrong type is not the same as none: another one would hide it.
    if (fields.fault) return absent;
  }
  return absent ?? { pointer: "", isNull: false };
}

/** Without any value, parts that are all null add up to zero, and absent ones to nothing. */
function sumOfParts(parts: readonly (Amount | Absent)[]): Amount | Absent {
  const amounts = parts.filter(isPresent);
  if (amounts.length > 0) return amounts.reduce(plus);
  const isAllNull = parts.every((part) => isAbsent(part) && part.isNull);
  return isAllNull ? zero : (parts[0] ?? zero);
}

function extreme(parts: readonly (Amount | Absent)[], sign: -1 | 1): Amount | Absent {
  const amounts = parts.filter(isPresent);
  if (amounts.length === 0) return parts[0] ?? { pointer: "", isNull: false };
  return amounts.reduce((a, b) => (compare(b, a) === sign ? b : a));
}

/** A sum over more elements would block the extension host. */
const maxElements = 10_000;

function sumOfElements({ each, value, where }: ElementSum, fields: FieldReader, isMoney: boolean) {
  const elements = fields.elements(each, maxElements + 1);
  if (!elements) return { pointer: typeof each === "string" ? each : (each[0] ?? ""), isNull: false };
  if (elements.length > maxElements) {
    fields.reportFault(typeof each === "string" ? each : (each[0] ?? ""), "tooMany");
    return { pointer: "", isNull: false };
  }
  const total = new Total();
  for (const element of elements) {
    const inner = fields.within(element);
    if (where && !inner.matches(where)) continue;
    const amount = calculate(value, inner, isMoney);
    // An element without the value would make the sum too small.
    if (isAbsent(amount)) return amount;
    total.add(amount);
  }
  return total.amount;
}

function readAmount(pointer: string, fields: FieldReader, isMoney: boolean): Amount | Absent {
  const value = fields.raw(pointer);
  if (value === undefined || value === null) return { pointer, isNull: value === null };
  const text =
    value instanceof Numeral || typeof value === "string" ? withoutFrame(value.toString()) : undefined;
  const amount = text === undefined ? undefined : isMoney ? parseMoney(text) : parseAmount(text);
  if (amount !== undefined) return amount;
  const isNumber =
    value instanceof Numeral || /^[+-]?(nan|inf(inity)?|[\d.]+(e[+-]?\d+)?)$/i.test(text ?? "");
  fields.reportFault(pointer, isNumber ? "notFinite" : "wrongType");
  return { pointer, isNull: false };
}

/** A number in a text may stand between blanks and have a plus, which change nothing. */
function withoutFrame(text: string): string {
  return text.trim().replace(/^\+(?=\d)/, "");
}

/** The first pointer of a source, which stands for it in messages. */
function firstPointer(source: AmountSource): string {
  if (typeof source === "string") return source;
  if (typeof source === "number") return "";
  const { sumOf, sum, min, max, value } = source;
  if (sumOf) return typeof sumOf.each === "string" ? sumOf.each : (sumOf.each[0] ?? "");
  const [first] = sum ?? min ?? max ?? listOf(value);
  return first === undefined ? "" : firstPointer(first);
}

function listOf(sources: AmountSource | readonly AmountSource[] | undefined): readonly AmountSource[] {
  if (sources === undefined) return [];
  return isList(sources) ? sources : [sources];
}

function isList(sources: AmountSource | readonly AmountSource[]): sources is readonly AmountSource[] {
  return Array.isArray(sources);
}
