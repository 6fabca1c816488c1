import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as wait } from "node:timers/promises";
import { log, withProgress } from "../helpers/log.ts";

/** What is fetched once for a user, not once for a clone. */
export const cacheFolder = path.join(
  process.env.XDG_CACHE_HOME ?? process.env.LOCALAPPDATA ?? path.join(homedir(), ".cache"),
  "credit-monitor",
);

const sqliteBusy = 5;
const retryMs = 500;

/**
 * The folder `name` of the cache, filled by `fill` the first time. It appears by a rename once it is
 * complete, so a run that is killed half-way leaves nothing that a later run would use.
 */
export async function installOnce(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const target = path.join(cacheFolder, name);
  if (existsSync(target)) return target;
  await mkdir(cacheFolder, { recursive: true });
  return await withLock(`${target}.lock.db`, async () => {
    if (existsSync(target)) return target;
    // A folder of its own each time: a process of a killed run may still be writing into its folder.
    const partial = `${target}.partial-${process.pid}`;
    for (const entry of await readdir(cacheFolder)) {
      if (!entry.startsWith(`${name}.partial-`)) continue;
      await rm(path.join(cacheFolder, entry), { recursive: true, force: true, maxRetries: 3 });
    }
    await mkdir(partial, { recursive: true });
    await withProgress(`installing ${name} into ${cacheFolder}`, () => fill(partial));
    await rename(partial, target);
    return target;
  });
}

/**
 * Runs `work` while no other process of this machine runs work under the same lock. It is SQLite's own lock
 * on a file: the system releases it when its holder is killed.
 */
async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  using lock = new DatabaseSync(file, { timeout: 0 });
  for (let attempts = 0; !isLocked(lock); attempts += 1) {
    if (attempts === 0) log(`waiting for another run that is installing (${file})`);
    await wait(retryMs);
  }
  return await work();
}

function isLocked(lock: DatabaseSync): boolean {
  try {
    lock.exec("BEGIN EXCLUSIVE");
    return true;
  } catch (error) {
    if (error instanceof Error && "errcode" in error && error.errcode === sqliteBusy) return false;
    throw error;
  }
}
