import * as z from "zod/mini";
import { definitionSchema } from "../../src/providers/declared/definitionSchema.ts";

type Schema = { readonly [key: string]: unknown };

/** The keywords that completion and hover need. The product checks the rest, and explains what is wrong. */
const keywords: ReadonlySet<string> = new Set([
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
 * The manifest's entry for `creditMonitor.providers`, made from the schema of definitions. The description of
 * a field is the text for its path in `package.nls.json`, or else for its name.
 */
export function providersSetting(texts: Readonly<Record<string, string>>): Schema {
  const descriptionOf = (path: readonly string[]): Schema => {
    const names = [path.join("."), path.slice(-2).join("."), path.at(-1)];
    const key = names.map((name) => `definition.${name}`).find((name) => Object.hasOwn(texts, name));
    return key === undefined ? {} : { markdownDescription: `%${key}%` };
  };
  const simplify = (schema: unknown, path: readonly string[]): unknown => {
    if (Array.isArray(schema)) return schema.map((one) => simplify(one, path));
    if (typeof schema !== "object" || schema === null) return schema;
    return Object.fromEntries(
      Object.entries(schema)
        .filter(([name]) => keywords.has(name))
        .map(([name, value]) => [
          name,
          name === "properties" ? simplifyFields(value, path) : simplifyKeyword(name, value, path),
        ]),
    );
  };
  const simplifyKeyword = (name: string, value: unknown, path: readonly string[]): unknown =>
    ["items", "anyOf", "oneOf", "additionalProperties"].includes(name) ? simplify(value, path) : value;
  const simplifyFields = (properties: object, path: readonly string[]): Schema =>
    Object.fromEntries(
      Object.entries(properties).map(([name, value]) => {
        const here = [...path, name];
        return [name, { ...descriptionOf(here), ...(simplify(value, here) as Schema) }];
      }),
    );
  return {
    type: "array",
    scope: "application",
    default: [],
    markdownDescription: "%setting.providers%",
    items: simplify(z.toJSONSchema(definitionSchema, { io: "input" }), []),
  };
}
