import type * as z from "zod/mini";
import { isRecord } from "./exactJson.ts";

type Schemas = Readonly<Record<string, z.ZodMiniType>>;

export type OptionalFields<S extends Schemas> = {
  readonly [Name in keyof S]?: NonNullable<z.infer<S[Name]>>;
};

/** Called with the paths of fields that were left out because of their type. */
interface IgnoredFieldsListener {
  readonly onIgnoredFields?: (fields: readonly string[]) => void;
}

/**
 * Reads the fields of the object at `path` that a reading can do without. An absent field, null, an empty text and a
 * date that means never are left out. A field of another type is left out too, and reported: it must not cost the balance.
 */
export function readOptionalFields<S extends Schemas>(
  body: unknown,
  path: readonly string[],
  schemas: S,
  { onIgnoredFields }: IgnoredFieldsListener,
): OptionalFields<S> {
  const record = path.reduce<unknown>(
    (value, name) => (typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined),
    body,
  );
  const values: Record<string, unknown> = {};
  const ignored: string[] = [];
  for (const [name, schema] of Object.entries(schemas)) {
    const raw = isRecord(record) && Object.hasOwn(record, name) ? (record[name] ?? undefined) : undefined;
    if (raw === undefined || raw === "") continue;
    const result = schema.safeParse(raw);
    if (!result.success) ignored.push([...path, name].join("."));
    else if (result.data !== undefined) values[name] = result.data;
  }
  if (ignored.length > 0) onIgnoredFields?.(ignored);
  return values as OptionalFields<S>;
}
