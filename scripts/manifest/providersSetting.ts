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
 * Amounts and conditions contain themselves, and a setting cannot refer to a part of its schema. Within a calculation,
 * anything is offered.
 */
const maxExpansions = 1;

/**
 * The manifest's entry for `creditMonitor.providers`, made from the schema of definitions. The description of a field is the
 * text for its path in `package.nls.json`, or else for its name.
 */
export function providersSetting(texts: Readonly<Record<string, string>>): Schema {
  const descriptionOf = (path: readonly string[]): Schema => {
    const names = [path.join("."), path.slice(-2).join("."), path.at(-1)];
    const key = names.map((name) => `definition.${name}`).find((name) => Object.hasOwn(texts, name));
    return key === undefined ? {} : { markdownDescription: `%${key}%` };
  };
  const root = z.toJSONSchema(definitionSchema, { io: "input" });
  const expanded: string[] = [];
  const expand = (reference: string, path: readonly string[]): unknown => {
    if (expanded.length >= maxExpansions) return {};
    expanded.push(reference);
    const schema = simplify(root.$defs?.[reference.replace("#/$defs/", "")], path);
    expanded.pop();
    return schema;
  };
  const simplify = (schema: unknown, path: readonly string[]): unknown => {
    if (Array.isArray(schema)) return schema.map((one) => simplify(one, path));
    if (typeof schema !== "object" || schema === null) return schema;
    if ("$ref" in schema) return expand(String(schema.$ref), path);
    return mergeVariants(
      Object.fromEntries(
        Object.entries(schema)
          .filter(([name]) => keywords.has(name))
          .map(([name, value]) => [
            name,
            name === "properties" ? simplifyFields(value, path) : simplifyKeyword(name, value, path),
          ]),
      ),
    );
  };
  /** Completion offers the fields of all variants together: the product checks which of them belong together. */
  const mergeVariants = (schema: Schema): Schema => {
    const { anyOf, ...others } = schema;
    const variants = Array.isArray(anyOf) ? (anyOf as readonly Schema[]) : [];
    const objects = variants.filter(({ properties }) => properties !== undefined);
    if (objects.length < 2) return schema;
    const properties = Object.assign({}, ...objects.map((variant) => variant.properties).toReversed());
    const merged = { type: "object", properties, additionalProperties: false };
    const rest = variants.filter((variant) => !objects.includes(variant));
    return rest.length === 0 ? { ...others, ...merged } : { ...others, anyOf: [...rest, merged] };
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
    items: simplify(root, []),
  };
}
