import { readFileSync } from "node:fs";

/** The text of a file below `test/fixtures`. */
export function fixture(path: string): string {
  return readFileSync(new URL(`../fixtures/${path}`, import.meta.url), "utf8");
}

/** The value of a JSON file below `test/fixtures`. */
export function jsonFixture(path: string): unknown {
  return JSON.parse(fixture(path));
}
