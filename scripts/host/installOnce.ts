import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { withProgress } from "../helpers/withProgress.ts";
import { cacheFolder } from "./cacheFolder.ts";
import { withFolderLock } from "./folderLock.ts";

/**
 * The folder `name` of the cache, filled by `fill` the first time. It appears by a rename once it is complete,
 * so a run that is killed half-way leaves nothing that a later one would take for good.
 */
export async function installOnce(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const cache = cacheFolder();
  const target = path.join(cache, name);
  if (existsSync(target)) return target;
  return await withFolderLock(`${target}.lock`, async () => {
    if (existsSync(target)) return target;
    // A folder of its own each time: what a killed run had started may still be writing into its own.
    const partial = `${target}.partial-${process.pid}`;
    for (const entry of await readdir(cache)) {
      if (!entry.startsWith(`${name}.partial-`)) continue;
      await rm(path.join(cache, entry), { recursive: true, force: true, maxRetries: 3 });
    }
    await mkdir(partial, { recursive: true });
    await withProgress(`installing ${name} into ${cache}`, () => fill(partial));
    await rename(partial, target);
    return target;
  });
}
