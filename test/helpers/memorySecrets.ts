import type { SecretStore } from "../../src/store/secrets/keyStore.ts";

/** Secrets in memory, and every write in order. */
export class MemorySecrets implements SecretStore {
  readonly entries = new Map<string, string>();
  readonly writes: string[] = [];

  async get(name: string): Promise<string | undefined> {
    return this.entries.get(name);
  }

  async store(name: string, value: string): Promise<void> {
    this.entries.set(name, value);
    this.writes.push(value);
  }

  async delete(name: string): Promise<void> {
    this.entries.delete(name);
  }

  async keys(): Promise<string[]> {
    return [...this.entries.keys()];
  }
}
