import * as z from "zod/mini";
import type { ExactSchema } from "../../core/common/exactSchema.ts";
import type {
  ErrorRule,
  ErrorsDefinition,
  LedgerDefinition,
  RefusalDefinition,
  RequestDefinition,
} from "../../core/requestDefinition.ts";
import { literalTrue, name, path, pointer, pointers, singleLine, templateRecord } from "./schemaFields.ts";
import { amountSource, condition, conditionFields } from "./schemaValues.ts";

/** The schemas of requests, of what their errors mean, and of the ledger. */

const errorStatus = z.int().check(z.gte(400), z.lte(599));
const meaning = { status: errorStatus, scope: z.exactOptional(singleLine) };

const errorRule: z.ZodMiniType<ErrorRule> = z.union(
  conditionFields.map((fields) => z.strictObject({ ...fields, ...meaning })) as unknown as [
    z.ZodMiniType<ErrorRule>,
  ],
);

export const errorsSchema = z.strictObject({
  code: z.exactOptional(pointers),
  message: z.exactOptional(pointers),
  requestId: z.exactOptional(pointers),
  rules: z.exactOptional(z.array(errorRule).check(z.minLength(1), z.maxLength(20))),
});

errorsSchema satisfies ExactSchema<ErrorsDefinition, typeof errorsSchema>;

export const refusal = z.strictObject({ when: condition, ...meaning, message: z.exactOptional(singleLine) });

refusal satisfies ExactSchema<RefusalDefinition, typeof refusal>;

const size = z.int().check(z.gte(1), z.lte(1000));
const first = z.exactOptional(z.int().check(z.gte(0), z.lte(1)));
const address = { path, query: z.exactOptional(templateRecord), body: z.exactOptional(templateRecord) };

const pages = { list: pointer, max: z.exactOptional(z.int().check(z.gte(1), z.lte(40))) };
const byCursor = {
  by: z.literal("cursor"),
  size: z.exactOptional(size),
  next: pointer,
  more: z.exactOptional(condition),
};
const byPage = { by: z.literal("page"), size, first };
const byOffset = { by: z.literal("offset"), size };

const requestPages = z.discriminatedUnion("by", [
  z.strictObject({ ...pages, ...byCursor }),
  z.strictObject({ ...pages, ...byPage }),
  z.strictObject({ ...pages, ...byOffset }),
]);

export const requestSchema = z.strictObject({
  name: z.exactOptional(name),
  ...address,
  optional: z.exactOptional(literalTrue),
  fill: z.exactOptional(
    z.record(
      name,
      z.union([
        pointer,
        z.strictObject({ at: pointer, removePrefix: z.string().check(z.minLength(1), z.maxLength(80)) }),
      ]),
    ),
  ),
  fallback: z.exactOptional(
    z.strictObject({
      ...address,
      on: z.exactOptional(z.array(errorStatus).check(z.minLength(1), z.maxLength(8))),
    }),
  ),
  pages: z.exactOptional(requestPages),
  forEach: z.exactOptional(z.strictObject({ list: pointer, fill: z.record(name, pointer) })),
});

requestSchema satisfies ExactSchema<RequestDefinition, typeof requestSchema>;

const paging = z.discriminatedUnion("by", [
  z.strictObject({ by: z.literal("lastId"), size, more: z.exactOptional(condition) }),
  z.strictObject(byCursor),
  z.strictObject(byPage),
  z.strictObject(byOffset),
  z.strictObject({ by: z.literal("date"), days: z.int().check(z.gte(1), z.lte(366)) }),
]);

export const ledgerSchema = z.strictObject({
  request: z.strictObject(address),
  paging: z.exactOptional(paging),
  entries: pointer,
  total: z.exactOptional(pointer),
  meter: name,
  id: z.union([pointer, z.array(pointer).check(z.minLength(1), z.maxLength(8))]),
  at: pointers,
  amount: amountSource,
  description: z.exactOptional(pointers),
  reference: z.exactOptional(pointers),
});

ledgerSchema satisfies ExactSchema<LedgerDefinition, typeof ledgerSchema>;
