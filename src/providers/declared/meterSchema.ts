import * as z from "zod/mini";
import type { ExactSchema } from "../../core/common/exactSchema.ts";
import type { MeterDefinition } from "../../core/meterDefinition.ts";
import { amountSource, condition, line, name, on, pointer, pointers, unitSource } from "./schemaFields.ts";

export const meterSchema = z.strictObject({
  id: name,
  label: z.exactOptional(line),
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
  optional: z.exactOptional(on),
});

meterSchema satisfies ExactSchema<MeterDefinition, typeof meterSchema>;
