import * as z from "zod/mini";
import { definitionSchema } from "../../src/providers/declared/definitionSchema.ts";

type Schema = { readonly [key: string]: unknown };

/** What completion and hover need. The finer judgement is the product's, which says what is wrong in words. */
const kept: ReadonlySet<string> = new Set([
  "type",
  "properties",
  "required",
  "additionalProperties",
  "items",
  "anyOf",
  "oneOf",
  "enum",
  "const",
  "minimum",
  "maximum",
]);

/**
 * The manifest's entry for `creditMonitor.providers`, made of the one schema of definitions. A field is described
 * by the word of its path in `package.nls.json`, else by that of its name.
 */
export function providersSetting(words: Readonly<Record<string, string>>): Schema {
  const described = (path: readonly string[]): Schema => {
    const names = [path.join("."), path.slice(-2).join("."), path.at(-1)];
    const key = names.map((name) => `definition.${name}`).find((name) => Object.hasOwn(words, name));
    return key === undefined ? {} : { markdownDescription: `%${key}%` };
  };
  const trimmed = (schema: unknown, path: readonly string[]): unknown => {
    if (Array.isArray(schema)) return schema.map((one) => trimmed(one, path));
    if (typeof schema !== "object" || schema === null) return schema;
    return Object.fromEntries(
      Object.entries(schema)
        .filter(([name]) => kept.has(name))
        .map(([name, value]) => [
          name,
          name === "properties" ? fields(value, path) : inner(name, value, path),
        ]),
    );
  };
  const inner = (name: string, value: unknown, path: readonly string[]): unknown =>
    ["items", "anyOf", "oneOf", "additionalProperties"].includes(name) ? trimmed(value, path) : value;
  const fields = (properties: object, path: readonly string[]): Schema =>
    Object.fromEntries(
      Object.entries(properties).map(([name, value]) => {
        const here = [...path, name];
        return [name, { ...described(here), ...(trimmed(value, here) as Schema) }];
      }),
    );
  return {
    type: "array",
    scope: "application",
    default: [],
    markdownDescription: "%setting.providers%",
    items: trimmed(z.toJSONSchema(definitionSchema, { io: "input" }), []),
  };
}
