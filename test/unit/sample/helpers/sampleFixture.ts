import { readFileSync } from "node:fs";

/** A recorded-shape reply, `provider/name`. */
export function fixture(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../fixtures/${name}.json`, import.meta.url), "utf8"));
}
