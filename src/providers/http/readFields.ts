import type * as z from "zod/mini";
import { failed, type Outcome, success } from "../../core/readings/outcome.ts";
import { toSingleLine } from "./errorDetails.ts";

/** Reads a reply body by its schema. A failure names the first missing or wrong field. */
export function readFields<T>(schema: z.ZodMiniType<T>, body: unknown): Outcome<T> {
  const result = schema.safeParse(body);
  if (result.success) return success(result.data);
  const [issue] = result.error.issues;
  // Names come from the provider and are shown in a message.
  const field = toSingleLine(issue?.path.join(".") ?? "");
  const reason =
    issue?.message === "notFinite"
      ? "notFinite"
      : isMissing(body, issue?.path ?? [])
        ? "missingField"
        : "wrongType";
  return failed({ kind: "badResponse", reason, ...(field ? { field } : {}) });
}

function isMissing(body: unknown, path: readonly PropertyKey[]): boolean {
  let value = body;
  for (const key of path) {
    if (typeof value !== "object" || value === null) return true;
    value = Reflect.get(value, key);
  }
  return value === undefined;
}
