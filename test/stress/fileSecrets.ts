import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { SecretStore } from "../../src/store/secrets/keyStore.ts";

/** Secrets that the windows of one machine share: each is a file, which is replaced by a rename. */
export class FileSecrets implements SecretStore {
  readonly #folder: string;

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.#folder = folder;
  }

  async get(name: string): Promise<string | undefined> {
    return readFile(this.#fileOf(name), "utf8").catch(() => undefined);
  }

  async store(name: string, value: string): Promise<void> {
    const draft = path.join(this.#folder, `.${randomUUID()}`);
    await writeFile(draft, value);
    await rename(draft, this.#fileOf(name));
  }

  async delete(name: string): Promise<void> {
    await rm(this.#fileOf(name), { force: true });
  }

  async keys(): Promise<string[]> {
    const names = await readdir(this.#folder);
    return names.filter((name) => !name.startsWith(".")).map(decodeURIComponent);
  }

  #fileOf(name: string): string {
    return path.join(this.#folder, encodeURIComponent(name));
  }
}
