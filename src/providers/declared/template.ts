import type { ParameterDefinition } from "../../core/providerDefinition.ts";
import { dayMs } from "../../core/time/durations.ts";
import { nextMonthStart } from "../../core/time/instant.ts";

/** The values of `{name}` placeholders, by name. */
export type TemplateValues = Readonly<Record<string, string>>;

const placeholderPattern = /\{([a-z][\w-]*)\}/gi;

/** The names of the placeholders in a template. */
export function placeholderNames(template: string): readonly string[] {
  return [...template.matchAll(placeholderPattern)].map(([, name = ""]) => name);
}

/** Fills in the values; `undefined` when one of them is missing. */
export function fillTemplate(
  template: string,
  values: TemplateValues,
  encode: (value: string) => string = (value) => value,
): string | undefined {
  if (placeholderNames(template).some((name) => !Object.hasOwn(values, name))) return undefined;
  return template.replace(placeholderPattern, (_match, name: string) => encode(values[name] ?? ""));
}

/** Fills in every template. A template with a missing value is left out. */
export function fillTemplates(
  templates: TemplateValues | undefined,
  values: TemplateValues,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(templates ?? {}).flatMap(([name, template]) => {
      const filled = fillTemplate(template, values);
      return filled === undefined ? [] : [[name, filled]];
    }),
  );
}

/** `{today}` and the other dates that templates may contain, in UTC. */
export function dateValues(nowMs: number) {
  const day = (atMs: number) => new Date(atMs).toISOString().slice(0, 10);
  const today = day(nowMs);
  const monthStart = `${today.slice(0, 8)}01`;
  return {
    today,
    tomorrow: day(nowMs + dayMs),
    monthStart,
    nextMonthStart: nextMonthStart(nowMs).slice(0, 10),
    year: today.slice(0, 4),
    month: String(Number(today.slice(5, 7))),
    now: `${new Date(nowMs).toISOString().slice(0, 19)}Z`,
    nowUnix: String(Math.floor(nowMs / 1000)),
    monthStartUnix: String(Date.parse(monthStart) / 1000),
  };
}

const maxLength = 200;
// These hold whatever the pattern allows: visible ASCII, no URL delimiter and no percent escape.
const safePattern = /^(?!\.{1,2}$)[!-~]+$/;
const urlDelimiterPattern = /[/\\%?#]/;

/** Whether a value may be used for this parameter in a request. */
export function isParameterValue(value: string, { pattern }: Pick<ParameterDefinition, "pattern">): boolean {
  if (value.length > maxLength || !safePattern.test(value) || urlDelimiterPattern.test(value)) return false;
  return new RegExp(`^(?:${pattern ?? "[\\w.~-]+"})$`, "u").test(value);
}
