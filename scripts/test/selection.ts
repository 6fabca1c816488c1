import { parseArgs } from "node:util";
import { UserError } from "../helpers/cleanUp.ts";

const suiteNames = ["types", "lint", "unit", "integration", "webview", "e2e"] as const;
/** `oldest`: the oldest VS Code that is supported, or its Node. */
const hostNames = ["current", "oldest"] as const;

export type SuiteName = (typeof suiteNames)[number];

/** A suite on the current host, or on another one. */
export type Step = SuiteName | "unit on oldest" | "integration on oldest";

/**
 * How many steps run at a time. For two cores, three: what drives VS Code waits for it half of the time, such as for a
 * setting to be written.
 */
export const maxParallel = 3;

/** The steps in the order in which they start: what takes long first, so that all end at about the same time. */
export const steps: readonly Step[] = [
  "e2e",
  "types",
  "lint",
  "integration",
  "unit",
  "integration on oldest",
  "webview",
  "unit on oldest",
];

/**
 * The tests of what differs most between hosts: history and SQLite, ledger, keys and sessions, commands. `npm test` runs
 * them on the oldest host, and `--host oldest` all.
 */
export const oldestPart =
  "{activation,addAccount,checkCredits,exportLedger,history,historyTrouble,ledger,refresh,removeAccount,sessions,setKey}";

/** Which tests run. */
export interface Selection {
  readonly includes: (step: Step) => boolean;
  /** Whether the oldest host was named, and so runs all of its tests. */
  readonly isOldestNamed: boolean;
  /** A regular expression over full titles. */
  readonly grep?: string;
  /** Whether to print what took longest. */
  readonly isTimed: boolean;
}

/**
 * Parses `unit e2e --host oldest --grep text --times`. No suite means all of them, or with `--grep` all that have
 * titles. No host means the current one; with no suite either, the database runs in the oldest Node as well, and with
 * no `--grep` a part of the integration tests on the oldest host.
 */
export function parseSelection(args: readonly string[]): Selection {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      grep: { type: "string" },
      host: { type: "string" },
      times: { type: "boolean", default: false },
    },
  });
  const { grep, host, times: isTimed } = values;
  const named = suiteNames.filter((name) => positionals.includes(name));
  const unknown = positionals.filter((name) => !named.some((suite) => suite === name));
  if (unknown.length > 0) {
    throw new UserError(`No suite ${unknown.join(", ")}; there are ${suiteNames.join(", ")}.`);
  }
  if (host !== undefined && !hostNames.some((name) => name === host)) {
    throw new UserError(`No host ${host}; there are ${hostNames.join(", ")}.`);
  }
  const all = suiteNames.filter((name) => grep === undefined || (name !== "types" && name !== "lint"));
  const suites = named.length > 0 ? named : all;
  const wantedHost = host ?? "current";
  const includes = (step: Step) => {
    const [suite, stepHost = "current"] = step.split(" on ");
    const isDefault =
      host === undefined && named.length === 0 && (step === "unit on oldest" || grep === undefined);
    return suites.some((name) => name === suite) && (isDefault || wantedHost === stepHost);
  };
  if (!steps.some(includes)) {
    throw new UserError(`The host ${host} runs only the suites unit (of the database) and integration.`);
  }
  return { includes, isOldestNamed: host === "oldest", isTimed, ...(grep === undefined ? {} : { grep }) };
}
