import * as z from "zod/mini";
import type { ExactSchema } from "../../core/common/exactSchema.ts";
import type { ErrorsDefinition } from "../../core/errorsDefinition.ts";
import { condition, line, pointers } from "./schemaFields.ts";

const status = z.int().check(z.gte(400), z.lte(599));

export const errorsSchema = z.strictObject({
  code: z.exactOptional(pointers),
  message: z.exactOptional(pointers),
  requestId: z.exactOptional(pointers),
  rules: z.exactOptional(
    z
      .array(z.strictObject({ ...condition, status, scope: z.exactOptional(line) }))
      .check(z.minLength(1), z.maxLength(20)),
  ),
});

errorsSchema satisfies ExactSchema<ErrorsDefinition, typeof errorsSchema>;
