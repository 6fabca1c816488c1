import { randomBytes } from "node:crypto";
import { open, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { hourMs } from "../core/time/durations.ts";

const draftName = /^\..+\.[0-9a-f]{12}\.partial$/;
/** A draft that was not written to for this long was left by a program that crashed. */
const abandonedMs = hourMs;

export type AppendText = (text: string) => Promise<void>;

/**
 * Writes a file so that it appears under its name only when it is complete: first as a draft in the same folder,
 * then renamed. When `write` or the disk fails, the draft is deleted and the previous file stays. Drafts that a
 * crashed program left are deleted with a later call for the same folder. `mode` are the file's permissions; without it
 * the system's default holds.
 */
export async function writeFileAtomically(
  path: string,
  write: (append: AppendText) => Promise<void>,
  mode?: number,
): Promise<void> {
  const draft = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}.partial`);
  const file = await open(draft, "wx", mode);
  try {
    try {
      // The mode of `open` is cut by the process's umask.
      if (mode !== undefined) await file.chmod(mode);
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

/** Ignores errors: a draft that cannot be deleted does no harm. */
async function deleteAbandonedDrafts(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((entry) => draftName.test(entry))) {
    const draft = join(folder, name);
    const { mtimeMs } = await stat(draft).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    if (Date.now() - mtimeMs > abandonedMs) await rm(draft, { force: true }).catch(() => undefined);
  }
}
