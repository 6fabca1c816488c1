import { mkdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { onCleanUp } from "../helpers/cleanUp.ts";
import { log } from "../helpers/log.ts";

const beatMs = 2_000;
const staleMs = 15_000;

/**
 * Runs `work` while no other process on this machine runs work under the same lock. A holder that was killed
 * is noticed by its heart beat, the lock's modification time, which also survives a reused process id.
 */
export async function withFolderLock<T>(lock: string, work: () => Promise<T>): Promise<T> {
  await mkdir(path.dirname(lock), { recursive: true });
  let hasSaidSo = false;
  while (!(await take(lock))) {
    if (!hasSaidSo) log(`waiting for another run that is installing (${lock})`);
    hasSaidSo = true;
    await wait(500);
  }
  const release = onCleanUp(() => rm(lock, { force: true }));
  const beat = setInterval(() => void utimes(lock, new Date(), new Date()).catch(() => undefined), beatMs);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    await release();
  }
}

async function take(lock: string): Promise<boolean> {
  try {
    await writeFile(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch {
    const age = await stat(lock).then(
      (found) => Date.now() - found.mtimeMs,
      () => 0,
    );
    if (age > staleMs || !(await isHolderAlive(lock))) await rm(lock, { force: true });
    return false;
  }
}

async function isHolderAlive(lock: string): Promise<boolean> {
  const pid = Number(await readFile(lock, "utf8").catch(() => "0"));
  // Empty between its creation and its first write.
  if (!Number.isInteger(pid) || pid <= 0) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
