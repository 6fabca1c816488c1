import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Attempt } from "./attempt.ts";
import { parseAttempt } from "./parseAttempt.ts";

const suffix = ".json";

/** One small JSON file per account in `folder`, replaced whole so that a reader never sees half a file. */
export class AttemptFiles {
  readonly #folder: string;
  #writes = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async load(accountId: string): Promise<Attempt | undefined> {
    try {
      return parseAttempt(await readFile(this.#path(accountId), "utf8"));
    } catch {
      return undefined;
    }
  }

  async save(accountId: string, attempt: Attempt): Promise<boolean> {
    this.#writes += 1;
    const draft = `${this.#path(accountId)}.${process.pid}.${this.#writes}`;
    try {
      await mkdir(this.#folder, { recursive: true });
      await writeFile(draft, JSON.stringify(attempt), { mode: 0o600 });
      await rename(draft, this.#path(accountId));
      return true;
    } catch {
      await rm(draft, { force: true }).catch(() => undefined);
      return false;
    }
  }

  async delete(accountId: string, _history?: string): Promise<void> {
    await rm(this.#path(accountId), { force: true }).catch(() => undefined);
  }

  async accountIds(): Promise<string[]> {
    const names = await readdir(this.#folder).catch(() => []);
    return names.filter((name) => name.endsWith(suffix)).map((name) => name.slice(0, -suffix.length));
  }

  // Account ids are slugs (checked where settings are read), so they are safe as file names.
  #path(accountId: string): string {
    return join(this.#folder, accountId + suffix);
  }
}
