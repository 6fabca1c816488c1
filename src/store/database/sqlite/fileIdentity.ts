import { statSync } from "node:fs";
import { HistoryError } from "../../historyStore.ts";

/** Which file was opened under a name. */
export class FileIdentity {
  readonly #file: string;
  readonly #inode: bigint | undefined;

  constructor(file: string) {
    this.#file = file;
    this.#inode = inodeOf(file);
  }

  /** Throws once another file has the name: a window that found this one damaged has moved it away. */
  assertKept(): void {
    if (inodeOf(this.#file) !== this.#inode) throw new HistoryError("failed", "reopen");
  }
}

function inodeOf(file: string): bigint | undefined {
  return statSync(file, { bigint: true, throwIfNoEntry: false })?.ino;
}
