import type { ParameterDefinition } from "../../core/providerDefinition.ts";

/** Values for `{name}`, by name. */
export type Values = Readonly<Record<string, string>>;

const placeholder = /\{([a-z]\w*)\}/gi;

/** The names that a template refers to. */
export function namesIn(template: string): readonly string[] {
  return [...template.matchAll(placeholder)].map(([, name = ""]) => name);
}

/** The template with its values in; `undefined` where one of them is missing. */
export function fillTemplate(
  template: string,
  values: Values,
  encode: (value: string) => string = (value) => value,
): string | undefined {
  if (namesIn(template).some((name) => !Object.hasOwn(values, name))) return undefined;
  return template.replace(placeholder, (_whole, name: string) => encode(values[name] ?? ""));
}

/** Each template with its values in; those that lack one are left out. */
export function fillAll(templates: Values | undefined, values: Values): Record<string, string> {
  return Object.fromEntries(
    Object.entries(templates ?? {}).flatMap(([name, template]) => {
      const filled = fillTemplate(template, values);
      return filled === undefined ? [] : [[name, filled]];
    }),
  );
}

const longest = 200;
// Whatever a pattern allows: visible ASCII, and nothing that parts a path or begins an escape.
const safe = /^(?!\.{1,2}$)[!-~]+$/;
const parts = /[/\\%?#]/;

/** Whether a value may stand in a request as this parameter. */
export function isParameterValue(value: string, { pattern }: Pick<ParameterDefinition, "pattern">): boolean {
  if (value.length > longest || !safe.test(value) || parts.test(value)) return false;
  return new RegExp(`^(?:${pattern ?? "[\\w.~-]+"})$`, "u").test(value);
}
