import { parseArgs } from "node:util";
import { UserError } from "../../../scripts/helpers/cleanUp.ts";
import { numberOption } from "../../../scripts/helpers/numberOption.ts";

const soakParts = ["killed", "windows", "vscode", "hosts"] as const;
export type SoakPart = (typeof soakParts)[number];

/** Which parts run, and for how long. */
export interface SoakOptions {
  readonly parts: readonly SoakPart[];
  /** How long `windows` runs, by the machine's clock. */
  readonly minutes: number;
  readonly seed: number;
  readonly kills: number;
  /** How many times as fast as the machine's clock the clock of `windows` goes. */
  readonly factor: number;
}

/** Parses `part… --minutes n --seed n --kills n --factor n`; no part means all of them. */
export function parseSoakOptions(args: readonly string[]): SoakOptions {
  const text = { type: "string" } as const;
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { minutes: text, seed: text, kills: text, factor: text },
    allowPositionals: true,
  });
  const unknown = positionals.find((name) => !soakParts.some((part) => part === name));
  if (unknown !== undefined) throw new UserError(`No part ${unknown}; there are ${soakParts.join(", ")}.`);
  return {
    parts: soakParts.filter((part) => positionals.length === 0 || positionals.includes(part)),
    minutes: numberOption("minutes", values.minutes, 5, 0.1),
    seed: Math.trunc(numberOption("seed", values.seed, Math.random() * 2 ** 31, 0)),
    kills: Math.trunc(numberOption("kills", values.kills, 200, 1)),
    factor: numberOption("factor", values.factor, 30, 1),
  };
}
