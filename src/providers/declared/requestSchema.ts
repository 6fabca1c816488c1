import * as z from "zod/mini";
import type { ExactSchema } from "../../core/common/exactSchema.ts";
import type { RequestDefinition } from "../../core/requestDefinition.ts";
import { name, on, path, pointer, templates } from "./schemaFields.ts";

export const requestSchema = z.strictObject({
  name: z.exactOptional(name),
  path,
  query: z.exactOptional(templates),
  body: z.exactOptional(templates),
  optional: z.exactOptional(on),
  fill: z.exactOptional(z.record(name, pointer)),
});

requestSchema satisfies ExactSchema<RequestDefinition, typeof requestSchema>;
