import { randomBytes } from "node:crypto";
import { open, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { hourMs } from "../core/time/durations.ts";

const draftName = /^\..+\.[0-9a-f]{12}\.partial$/;
/** A draft that nobody wrote to for this long was left by a program that died. */
const abandonedMs = hourMs;

export type AppendText = (text: string) => Promise<void>;

/**
 * Writes a file that appears under its name only when it is whole: into a temporary neighbour first, then
 * renamed. When `write` or the disk fails, the neighbour is gone and what stood there before stays; one that
 * was left by a program that died goes with a later file in the folder.
 */
export async function writeFileAtomically(
  path: string,
  write: (append: AppendText) => Promise<void>,
): Promise<void> {
  const draft = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}.partial`);
  const file = await open(draft, "wx");
  try {
    try {
      await write((text) => file.appendFile(text, "utf8"));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await deleteAbandonedDrafts(dirname(path));
}

/** Whoever cannot be swept away harms nobody. */
async function deleteAbandonedDrafts(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((one) => draftName.test(one))) {
    const draft = join(folder, name);
    const { mtimeMs } = await stat(draft).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    if (Date.now() - mtimeMs > abandonedMs) await rm(draft, { force: true }).catch(() => undefined);
  }
}
