import * as z from "zod/mini";
import type { ExactSchema } from "../../core/common/exactSchema.ts";
import type { ProviderDefinition } from "../../core/providerDefinition.ts";
import { errorsSchema } from "./errorsSchema.ts";
import { ledgerSchema } from "./ledgerSchema.ts";
import { meterSchema } from "./meterSchema.ts";
import { requestSchema } from "./requestSchema.ts";
import {
  amountSource,
  baseUrl,
  condition,
  headerName,
  headerValue,
  line,
  name,
  on,
  pointers,
  properNoun,
  unitSource,
  webPage,
} from "./schemaFields.ts";

const auth = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("bearer") }),
  z.strictObject({
    kind: z.literal("header"),
    name: headerName,
    prefix: z.exactOptional(z.string().check(z.regex(/^[!-~]+$/), z.maxLength(40))),
  }),
  z.strictObject({ kind: z.literal("basic"), user: line, password: line }),
]);

const region = z.strictObject({
  label: line,
  baseUrl,
  currency: z.exactOptional(z.string().check(z.regex(/^[A-Z]{3}$/))),
});

const parameter = z.strictObject({
  label: line,
  hint: z.exactOptional(line),
  example: z.exactOptional(line),
  pattern: z.exactOptional(z.string().check(z.minLength(1), z.maxLength(200))),
  optional: z.exactOptional(on),
});

/** The one schema of provider definitions. `definitionObjection.ts` judges what goes across fields. */
export const definitionSchema = z.strictObject({
  id: z.string().check(z.regex(/^[a-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*$/), z.maxLength(40)),
  name: properNoun,
  blurb: z.exactOptional(line),
  documentation: z.exactOptional(webPage),
  key: z.exactOptional(
    z.strictObject({
      page: z.exactOptional(webPage),
      scope: z.exactOptional(line),
      example: z.exactOptional(line),
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
      .array(z.strictObject({ label: line, value: amountSource, unit: z.exactOptional(unitSource) }))
      .check(z.maxLength(30)),
  ),
  minMinutes: z.exactOptional(z.int().check(z.gte(1), z.lte(100_000))),
  ledger: z.exactOptional(ledgerSchema),
});

definitionSchema satisfies ExactSchema<ProviderDefinition, typeof definitionSchema>;
