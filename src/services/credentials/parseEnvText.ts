import { parseEnv } from "node:util";

/** An assignment of a `.env` text. The value may be a secret. */
export interface EnvEntry {
  readonly name: string;
  readonly value: string;
}

export interface EnvText {
  /** The last one of each name counts. */
  readonly entries: readonly EnvEntry[];
  /** The numbers of the lines that are no assignment, from 1. */
  readonly brokenLines: readonly number[];
}

const assignmentPattern = /^\s*(?:export\s+)?[A-Za-z_][\w.-]*\s*=\s*(["'`]?)/;

/**
 * Parses a text in the format of `.env` files. The grammar of an assignment (quotes, comments, `export`, values over several
 * lines) is that of Node's `util.parseEnv`, which drops what it cannot read; here such lines are reported.
 */
export function parseEnvText(text: string): EnvText {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  const entries = new Map<string, string>();
  const brokenLines: number[] = [];
  for (let index = 0; index < lines.length; ) {
    const line = lines[index] ?? "";
    const length = isBlank(line) ? 1 : assignmentLength(lines, index);
    if (length === undefined) {
      brokenLines.push(index + 1);
      index += 1;
      continue;
    }
    const parsed = parseEnv(lines.slice(index, index + length).join("\n"));
    for (const [name, value = ""] of Object.entries(parsed)) entries.set(name, value);
    index += length;
  }
  return { entries: [...entries].map(([name, value]) => ({ name, value })), brokenLines };
}

function isBlank(line: string): boolean {
  return /^\s*(?:#|$)/.test(line);
}

/** How many lines an assignment has; `undefined` for a line that begins none, and for a quote that never ends. */
function assignmentLength(lines: readonly string[], index: number): number | undefined {
  const line = lines[index] ?? "";
  const match = assignmentPattern.exec(line);
  if (!match) return undefined;
  const [start, quote = ""] = match;
  if (quote === "" || line.includes(quote, start.length)) return 1;
  const end = lines.findIndex((other, at) => at > index && other.includes(quote));
  return end < 0 ? undefined : end - index + 1;
}
