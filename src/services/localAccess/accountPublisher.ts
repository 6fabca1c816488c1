import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type AccountDirectory, directoryFileName } from "../../store/accountDirectory.ts";
import { writeFileAtomically } from "../../store/writeFileAtomically.ts";
import { Limiter } from "../common/limiter.ts";

/** Keeps the file that describes the accounts to other programs of the user; only the user can read it. */
export class AccountPublisher {
  readonly #folder: string;
  readonly #writes = new Limiter(1);
  #written: string | undefined;

  constructor(storageFolder: string) {
    this.#folder = storageFolder;
  }

  /** Writes the file when it would change. Rejects when the disk refuses. */
  publish(directory: AccountDirectory): Promise<void> {
    return this.#writes.run(async () => {
      const text = JSON.stringify(directory);
      if (text === this.#written) return;
      const file = join(this.#folder, directoryFileName);
      await mkdir(this.#folder, { recursive: true });
      await writeFileAtomically(file, (append) => append(text), 0o600);
      this.#written = text;
    });
  }
}
