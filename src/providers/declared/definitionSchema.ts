import * as z from "zod/mini";
import type { ExactSchema } from "../../core/common/exactSchema.ts";
import type { MeterDefinition, ProviderDefinition } from "../../core/providerDefinition.ts";
import { meterRoles } from "../../core/readings/snapshot.ts";
import { errorsSchema, ledgerSchema, refusal, requestSchema } from "./requestSchema.ts";
import {
  baseUrl,
  headerName,
  headerValue,
  literalTrue,
  name,
  pointers,
  providerName,
  singleLine,
  webPageUrl,
} from "./schemaFields.ts";
import { amountSource, condition, elementSelector, resetSource, unitSource } from "./schemaValues.ts";

export const meterSchema = z.strictObject({
  id: name,
  label: z.exactOptional(singleLine),
  role: z.exactOptional(z.enum(meterRoles)),
  group: z.exactOptional(name),
  when: z.exactOptional(condition),
  unit: unitSource,
  each: z.exactOptional(pointers),
  pick: z.exactOptional(elementSelector),
  remaining: z.exactOptional(amountSource),
  spent: z.exactOptional(amountSource),
  delay: z.exactOptional(z.literal("day")),
  used: z.exactOptional(amountSource),
  limit: z.exactOptional(amountSource),
  held: z.exactOptional(amountSource),
  bought: z.exactOptional(amountSource),
  resetsAt: z.exactOptional(resetSource),
  unlimited: z.exactOptional(condition),
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

const conditionList = z.array(condition).check(z.minLength(1), z.maxLength(8));

/** The schema of provider definitions. `validateDefinition.ts` checks rules that concern several fields. */
export const definitionSchema = z.strictObject({
  id: z.string().check(z.regex(/^[a-z0-9][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*$/), z.maxLength(40)),
  name: providerName,
  blurb: z.exactOptional(singleLine),
  documentation: z.exactOptional(webPageUrl),
  evidence: z.exactOptional(z.strictObject({ kind: z.enum(["live", "client", "docs"]), source: singleLine })),
  key: z.exactOptional(
    z.strictObject({
      page: z.exactOptional(webPageUrl),
      scope: z.exactOptional(singleLine),
      example: z.exactOptional(singleLine),
      variables: z.exactOptional(
        z.array(z.string().check(z.regex(/^[A-Z_][A-Z0-9_]*$/), z.maxLength(80))).check(z.maxLength(10)),
      ),
    }),
  ),
  links: z.exactOptional(
    z.strictObject({
      dashboard: z.exactOptional(singleLine),
      topUp: z.exactOptional(singleLine),
      status: z.exactOptional(singleLine),
    }),
  ),
  baseUrl: z.exactOptional(baseUrl),
  regions: z.exactOptional(z.array(region).check(z.minLength(1), z.maxLength(20))),
  auth,
  headers: z.exactOptional(z.record(headerName, headerValue)),
  parameters: z.exactOptional(z.record(name, parameter)),
  requests: z.array(requestSchema).check(z.minLength(1), z.maxLength(5)),
  success: z.exactOptional(condition),
  errors: z.exactOptional(errorsSchema),
  refuse: z.exactOptional(z.array(refusal).check(z.minLength(1), z.maxLength(8))),
  meters: z.array(meterSchema).check(z.minLength(1), z.maxLength(20)),
  plan: z.exactOptional(pointers),
  expiresAt: z.exactOptional(pointers),
  keyExpiresAt: z.exactOptional(pointers),
  blocked: z.exactOptional(conditionList),
  accepting: z.exactOptional(conditionList),
  details: z.exactOptional(
    z
      .array(z.strictObject({ label: singleLine, value: amountSource, unit: z.exactOptional(unitSource) }))
      .check(z.maxLength(30)),
  ),
  minMinutes: z.exactOptional(z.int().check(z.gte(1), z.lte(100_000))),
  ledger: z.exactOptional(ledgerSchema),
});

definitionSchema satisfies ExactSchema<ProviderDefinition, typeof definitionSchema>;
