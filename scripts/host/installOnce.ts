import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { sayWhile } from "../support/sayWhile.ts";
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
    const partial = `${target}.partial`;
    await rm(partial, { recursive: true, force: true });
    await mkdir(partial, { recursive: true });
    await sayWhile(`installing ${name} into ${cache}`, () => fill(partial));
    await rename(partial, target);
    return target;
  });
}
