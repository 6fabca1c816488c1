import * as z from "zod/mini";
import type { ExactSchema } from "../../core/common/exactSchema.ts";
import type { LedgerDefinition } from "../../core/ledgerDefinition.ts";
import { requestSchema } from "./requestSchema.ts";
import { amountSource, condition, name, pointer, pointers } from "./schemaFields.ts";

const size = z.int().check(z.gte(1), z.lte(1000));

const paging = z.discriminatedUnion("by", [
  z.strictObject({ by: z.literal("lastId"), size, more: z.exactOptional(z.strictObject(condition)) }),
  z.strictObject({ by: z.literal("cursor"), size, next: pointer }),
  z.strictObject({
    by: z.literal("page"),
    size,
    first: z.exactOptional(z.int().check(z.gte(0), z.lte(1))),
  }),
  z.strictObject({ by: z.literal("offset"), size }),
  z.strictObject({ by: z.literal("date"), days: z.int().check(z.gte(1), z.lte(366)) }),
]);

export const ledgerSchema = z.strictObject({
  request: z.pick(requestSchema, { path: true, query: true, body: true }),
  paging: z.exactOptional(paging),
  entries: pointer,
  meter: name,
  id: z.union([pointer, z.array(pointer).check(z.minLength(1), z.maxLength(8))]),
  at: pointers,
  amount: amountSource,
  description: z.exactOptional(pointers),
  reference: z.exactOptional(pointers),
});

ledgerSchema satisfies ExactSchema<LedgerDefinition, typeof ledgerSchema>;
