import { parseArgs } from "node:util";
import { UserError } from "../helpers/cleanUp.ts";

const soakParts = ["killed", "windows", "vscode", "hosts"] as const;
export type SoakPart = (typeof soakParts)[number];

/** What is soaked and for how long. */
export interface SoakOptions {
  readonly parts: readonly SoakPart[];
  /** Of the machine; for the windows that work. */
  readonly minutes: number;
  readonly seed: number;
  readonly kills: number;
  /** How many times as fast as the machine's clock that of the windows goes. */
  readonly factor: number;
}

/** Reads `part… --minutes n --seed n --kills n --factor n`. */
export function readSoakOrder(args: readonly string[]): SoakOptions {
  const text = { type: "string" } as const;
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { minutes: text, seed: text, kills: text, factor: text },
    allowPositionals: true,
  });
  const number = (name: "minutes" | "seed" | "kills" | "factor", usual: number, least: number): number => {
    const given = Number(values[name] ?? usual);
    if (!Number.isFinite(given) || given < least)
      throw new UserError(`--${name} wants a number from ${least}.`);
    return given;
  };
  const unknown = positionals.find((name) => !soakParts.some((part) => part === name));
  if (unknown !== undefined) throw new UserError(`${unknown}: say one of ${soakParts.join(", ")}`);
  return {
    parts: soakParts.filter((part) => positionals.length === 0 || positionals.includes(part)),
    minutes: number("minutes", 5, 0.1),
    seed: Math.trunc(number("seed", Math.trunc(Math.random() * 2 ** 31), 0)),
    kills: Math.trunc(number("kills", 200, 1)),
    factor: number("factor", 30, 1),
  };
}
