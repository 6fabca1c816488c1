import { existsSync, renameSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";

const companions = ["-wal", "-shm", "-journal"];

/** Moves a damaged file and what SQLite keeps beside it to a dated name; returns where it is now. */
export function setAside(file: string, nowMs: number): string {
  const extension = extname(file);
  const stem = basename(file, extension);
  const date = new Date(nowMs).toISOString().slice(0, 19).replaceAll(":", "-");
  const target = freeName(join(dirname(file), `${stem}-damaged-${date}`), extension);
  // The file last: until it is gone, no other window begins a new one that these would be taken for.
  for (const ending of companions) if (existsSync(file + ending)) renameSync(file + ending, target + ending);
  renameSync(file, target);
  return target;
}

function freeName(stem: string, extension: string): string {
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? stem + extension : `${stem}-${count}${extension}`;
    if (!existsSync(name)) return name;
  }
}
