import { parseArgs } from "node:util";
import { UserError } from "../helpers/cleanUp.ts";

const suiteNames = ["types", "lint", "unit", "integration", "webview", "e2e"] as const;

export type SuiteName = (typeof suiteNames)[number];

/** Which tests run. */
export interface Selection {
  readonly suites: readonly SuiteName[];
  /** A regular expression over full titles. */
  readonly grep?: string;
  /** Whether to print what took longest. */
  readonly isTimed: boolean;
}

/** Parses `unit e2e --grep text --times`; no suite means all of them, or with `--grep` all that have titles. */
export function parseSelection(args: readonly string[]): Selection {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { grep: { type: "string" }, times: { type: "boolean", default: false } },
  });
  const { grep, times: isTimed } = values;
  const named = suiteNames.filter((name) => positionals.includes(name));
  const unknown = positionals.filter((name) => !named.some((suite) => suite === name));
  if (unknown.length > 0) {
    throw new UserError(`No suite ${unknown.join(", ")}; there are ${suiteNames.join(", ")}.`);
  }
  const all = suiteNames.filter((name) => grep === undefined || (name !== "types" && name !== "lint"));
  const suites = named.length > 0 ? named : all;
  return { suites, isTimed, ...(grep === undefined ? {} : { grep }) };
}
