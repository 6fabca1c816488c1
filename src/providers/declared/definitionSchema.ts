import * as z from "zod/mini";
import type { ExactSchema } from "../../core/common/exactSchema.ts";
import type {
  ErrorsDefinition,
  LedgerDefinition,
  MeterDefinition,
  ProviderDefinition,
  RequestDefinition,
} from "../../core/providerDefinition.ts";
import {
  amountSource,
  baseUrl,
  condition,
  headerName,
  headerValue,
  literalTrue,
  name,
  path,
  pointer,
  pointers,
  providerName,
  singleLine,
  templateRecord,
  unitSource,
  webPageUrl,
} from "./schemaFields.ts";

const status = z.int().check(z.gte(400), z.lte(599));

export const errorsSchema = z.strictObject({
  code: z.exactOptional(pointers),
  message: z.exactOptional(pointers),
  requestId: z.exactOptional(pointers),
  rules: z.exactOptional(
    z
      .array(z.strictObject({ ...condition, status, scope: z.exactOptional(singleLine) }))
      .check(z.minLength(1), z.maxLength(20)),
  ),
});

errorsSchema satisfies ExactSchema<ErrorsDefinition, typeof errorsSchema>;

export const requestSchema = z.strictObject({
  name: z.exactOptional(name),
  path,
  query: z.exactOptional(templateRecord),
  body: z.exactOptional(templateRecord),
  optional: z.exactOptional(literalTrue),
  fill: z.exactOptional(z.record(name, pointer)),
});

requestSchema satisfies ExactSchema<RequestDefinition, typeof requestSchema>;

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

export const meterSchema = z.strictObject({
  id: name,
  label: z.exactOptional(singleLine),
  unit: unitSource,
  each: z.exactOptional(pointer),
  pick: z.exactOptional(
    z.strictObject({
      list: pointer,
      where: pointer,
      is: z.array(z.string().check(z.maxLength(200))).check(z.minLength(1), z.maxLength(40)),
    }),
  ),
  remaining: amountSource,
  used: z.exactOptional(amountSource),
  limit: z.exactOptional(amountSource),
  held: z.exactOptional(amountSource),
  resetsAt: z.exactOptional(pointers),
  unlimited: z.exactOptional(z.strictObject(condition)),
  optional: z.exactOptional(literalTrue),
});

meterSchema satisfies ExactSchema<MeterDefinition, typeof meterSchema>;

const auth = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("bearer") }),
  z.strictObject({
    kind: z.literal("header"),
    name: headerName,
    prefix: z.exactOptional(z.string().check(z.regex(/^[!-~]+$/), z.maxLength(40))),
  }),
  z.strictObject({ kind: z.literal("basic"), user: singleLine, password: singleLine }),
]);

const region = z.strictObject({
  label: singleLine,
  baseUrl,
  currency: z.exactOptional(z.string().check(z.regex(/^[A-Z]{3}$/))),
});

const parameter = z.strictObject({
  label: singleLine,
  hint: z.exactOptional(singleLine),
  example: z.exactOptional(singleLine),
  pattern: z.exactOptional(z.string().check(z.minLength(1), z.maxLength(200))),
  optional: z.exactOptional(literalTrue),
});

/** The schema of provider definitions. `validateDefinition.ts` checks rules that concern several fields. */
export const definitionSchema = z.strictObject({
  id: z.string().check(z.regex(/^[a-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*$/), z.maxLength(40)),
  name: providerName,
  blurb: z.exactOptional(singleLine),
  documentation: z.exactOptional(webPageUrl),
  key: z.exactOptional(
    z.strictObject({
      page: z.exactOptional(webPageUrl),
      scope: z.exactOptional(singleLine),
      example: z.exactOptional(singleLine),
    }),
  ),
  baseUrl: z.exactOptional(baseUrl),
  regions: z.exactOptional(z.array(region).check(z.minLength(1), z.maxLength(20))),
  auth,
  headers: z.exactOptional(z.record(headerName, headerValue)),
  parameters: z.exactOptional(z.record(name, parameter)),
  requests: z.array(requestSchema).check(z.minLength(1), z.maxLength(5)),
  success: z.exactOptional(z.strictObject(condition)),
  errors: z.exactOptional(errorsSchema),
  meters: z.array(meterSchema).check(z.minLength(1), z.maxLength(20)),
  plan: z.exactOptional(pointers),
  expiresAt: z.exactOptional(pointers),
  blocked: z.exactOptional(z.array(z.strictObject(condition)).check(z.minLength(1), z.maxLength(8))),
  details: z.exactOptional(
    z
      .array(z.strictObject({ label: singleLine, value: amountSource, unit: z.exactOptional(unitSource) }))
      .check(z.maxLength(30)),
  ),
  minMinutes: z.exactOptional(z.int().check(z.gte(1), z.lte(100_000))),
  ledger: z.exactOptional(ledgerSchema),
});

definitionSchema satisfies ExactSchema<ProviderDefinition, typeof definitionSchema>;
