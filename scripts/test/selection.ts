import { parseArgs } from "node:util";
import { UserError } from "../helpers/userError.ts";

const suiteNames = ["types", "lint", "unit", "integration", "webview", "e2e"] as const;

export type SuiteName = (typeof suiteNames)[number];

/** What of the tests was asked for. */
export interface Selection {
  readonly suites: readonly SuiteName[];
  readonly grep?: string;
  /** Tell what took longest. */
  readonly isTimed: boolean;
}

/** Reads `unit host --grep text --times`; no suite means all of them, or with `--grep` all that have titles. */
export function readSelection(args: readonly string[]): Selection {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { grep: { type: "string" }, times: { type: "boolean", default: false } },
  });
  const suites = suiteNames.filter((name) => positionals.includes(name));
  const unknown = positionals.filter((name) => !suites.some((suite) => suite === name));
  if (unknown.length > 0)
    throw new UserError(`No suite ${unknown.join(", ")}; there are ${suiteNames.join(", ")}.`);
  const { grep, times: isTimed } = values;
  if (grep === undefined) return { suites: suites.length > 0 ? suites : suiteNames, isTimed };
  return { suites: suites.length > 0 ? suites : ["unit", "integration", "webview", "e2e"], grep, isTimed };
}
