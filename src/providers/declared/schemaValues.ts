import * as z from "zod/mini";
import type {
  AmountSource,
  Condition,
  ElementSelector,
  ResetSource,
  UnitSource,
} from "../../core/definitionValues.ts";
import { parseAmount } from "../../core/money/amount.ts";
import { literalTrue, pointer, pointers } from "./schemaFields.ts";

/** The schemas of amounts, conditions and units. Both are recursive, so their types are written out. */

const scalar = z.union([z.string().check(z.maxLength(200)), z.number(), z.boolean(), z.null()]);
const httpStatus = z.int().check(z.gte(100), z.lte(599));
const words = z
  .array(z.string().check(z.minLength(1), z.maxLength(200)))
  .check(z.minLength(1), z.maxLength(20));
/** A definition is written by hand, so a number with more digits is a typing error. */
// More digits than an amount can have would be lost.
const fixedNumber = z.number().check(
  z.gte(-1e15),
  z.lte(1e15),
  z.refine((value) => parseAmount(String(value)) !== undefined),
);

/** The fields of every kind of condition. */
export const conditionFields = [
  { at: pointer, is: z.array(scalar).check(z.minLength(1), z.maxLength(40)) },
  { at: pointer, absent: literalTrue },
  { at: pointer, present: literalTrue },
  { at: pointer, contains: words },
  { at: pointer, above: fixedNumber },
  { at: pointer, below: fixedNumber },
  { httpStatus: z.array(httpStatus).check(z.minLength(1), z.maxLength(20)) },
  { all: z.lazy(() => conditions) },
  { any: z.lazy(() => conditions) },
  { not: z.lazy(() => condition) },
] as const;

export const condition: z.ZodMiniType<Condition> = z.union(
  conditionFields.map((fields) => z.strictObject(fields)) as unknown as [z.ZodMiniType<Condition>],
);
const conditions = z.array(condition).check(z.minLength(1), z.maxLength(20));

export const amountSource: z.ZodMiniType<AmountSource> = z.union([
  pointer,
  fixedNumber,
  z.lazy(() => calculation),
]);
const amountSources = z.array(amountSource).check(z.minLength(1), z.maxLength(20));
const oneOrMore = z.union([amountSource, amountSources]);

const calculation = z.strictObject({
  when: z.exactOptional(condition),
  value: z.exactOptional(oneOrMore),
  sum: z.exactOptional(amountSources),
  min: z.exactOptional(amountSources),
  max: z.exactOptional(amountSources),
  sumOf: z.exactOptional(
    z.strictObject({ each: pointers, value: amountSource, where: z.exactOptional(condition) }),
  ),
  orZero: z.exactOptional(literalTrue),
  minus: z.exactOptional(oneOrMore),
  multiplyBy: z.exactOptional(amountSource),
  divideBy: z.exactOptional(amountSource),
  negate: z.exactOptional(literalTrue),
  abs: z.exactOptional(literalTrue),
  atLeast: z.exactOptional(fixedNumber),
  unlessZero: z.exactOptional(literalTrue),
  money: z.exactOptional(literalTrue),
});

/** `credits`, `requests`, `region`, a currency code or the name of another unit. */
const unitName = z
  .string()
  .check(z.regex(/^[\p{L}\p{N}](?:[\p{L}\p{N} ._-]*[\p{L}\p{N}])?$/u), z.maxLength(24));
const unitPointer = z
  .string()
  .check(z.regex(/^(?:[A-Za-z][\w-]*#)?(?:\/(?:[^~/]|~[01])*)+$/), z.maxLength(200));

export const unitSource: z.ZodMiniType<UnitSource> = z.union([
  unitName,
  unitPointer,
  z.strictObject({
    at: pointers,
    map: z.exactOptional(z.record(z.string().check(z.maxLength(80)), unitName)),
    default: z.exactOptional(unitName),
  }),
]);

export const resetSource: z.ZodMiniType<ResetSource> = z.union([
  pointers,
  z.strictObject({ every: z.union([z.enum(["hour", "day", "week", "month", "year"]), pointer]) }),
  z.strictObject({ seconds: amountSource }),
]);

const wantedValue = z.union([z.string().check(z.maxLength(200)), z.strictObject({ at: pointer })]);

export const elementSelector: z.ZodMiniType<ElementSelector> = z.union([
  z.strictObject({
    list: pointer,
    where: pointer,
    is: z.array(wantedValue).check(z.minLength(1), z.maxLength(40)),
  }),
  z.strictObject({ list: pointer, where: condition }),
]);
