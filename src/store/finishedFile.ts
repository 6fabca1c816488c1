import { randomBytes } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

export type Append = (text: string) => Promise<void>;

/**
 * Writes a file that appears under its name only when it is whole: into a temporary neighbour first, then
 * renamed. When `write` or the disk fails, the neighbour is gone and what stood there before stays.
 */
export async function writeFinishedFile(
  path: string,
  write: (append: Append) => Promise<void>,
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
}
