import type { ParameterDefinition } from "../../core/providerDefinition.ts";

const longest = 200;
// Whatever a pattern allows: visible ASCII, and nothing that parts a path or begins an escape.
const safe = /^(?!\.{1,2}$)[!-~]+$/;
const parts = /[/\\%?#]/;

/** Whether a value may stand in a request as this parameter. */
export function isParameterValue(value: string, { pattern }: Pick<ParameterDefinition, "pattern">): boolean {
  if (value.length > longest || !safe.test(value) || parts.test(value)) return false;
  return new RegExp(`^(?:${pattern ?? "[\\w.~-]+"})$`, "u").test(value);
}
