import { findSourceMap } from "node:module";
import { inspect } from "node:util";

const place = /((?:[A-Za-z]:)?[^\s():]+\.cjs):(\d+):(\d+)/g;

/** An error with its stack, in lines of the sources: VS Code's own stack preparation switches Node's mapping off. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return inspect(error, { depth: 6 });
  const lines = (error.stack ?? error.message).split("\n").filter((line) => !line.includes("node_modules"));
  const cause = error.cause === undefined ? [] : [`caused by: ${describeError(error.cause)}`];
  return [lines.map(toSource).join("\n"), ...cause].join("\n");
}

function toSource(line: string): string {
  return line.replaceAll(place, (whole, file: string, row: string, column: string) => {
    const entry = findSourceMap(file)?.findEntry(Number(row) - 1, Number(column) - 1);
    return entry && "originalSource" in entry
      ? `${entry.originalSource}:${entry.originalLine + 1}:${entry.originalColumn + 1}`
      : whole;
  });
}
