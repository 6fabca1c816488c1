import { parseArgs } from "node:util";
import { PlainError } from "../support/plainError.ts";

export const suiteNames = ["types", "lint", "unit", "host", "panel", "workbench"] as const;

export type SuiteName = (typeof suiteNames)[number];

/** What of the tests was asked for. */
export interface Selection {
  readonly suites: readonly SuiteName[];
  readonly grep?: string;
}

/** Reads `unit host --grep text`; no suite means all of them, or with `--grep` all that have titles. */
export function readSelection(args: readonly string[]): Selection {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { grep: { type: "string" } },
  });
  const suites = suiteNames.filter((name) => positionals.includes(name));
  const unknown = positionals.filter((name) => !suites.some((suite) => suite === name));
  if (unknown.length > 0)
    throw new PlainError(`No suite ${unknown.join(", ")}; there are ${suiteNames.join(", ")}.`);
  if (values.grep === undefined) return { suites: suites.length > 0 ? suites : suiteNames };
  return { suites: suites.length > 0 ? suites : ["unit", "host", "panel", "workbench"], grep: values.grep };
}
