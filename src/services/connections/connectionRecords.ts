import { mkdir, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { writeFileAtomically } from "../../store/writeFileAtomically.ts";
import { type AgentId, agentIds } from "./agentIds.ts";

/** What was written into the configuration of an agent, so that exactly this can be taken out again. */
export interface ConnectionRecord {
  readonly agent: AgentId;
  readonly file: string;
  /** The piece of text that was put in. */
  readonly inserted: string;
  /** The entry's value as JSON. */
  readonly entry: string;
  readonly createdFile: boolean;
  readonly createdSection: boolean;
}

/**
 * Records of what the extension wrote outside of its storage, by file. They lie beside the launcher, where every window reads
 * them. Without them connections are still found, in the agents' own files; a record tells what else belongs to one.
 */
export class FileRecords<T extends { readonly file: string }> {
  readonly #path: string;
  readonly #isRecord: (value: unknown) => value is T;

  constructor(path: string, isRecord: (value: unknown) => value is T) {
    this.#path = path;
    this.#isRecord = isRecord;
  }

  async all(): Promise<readonly T[]> {
    const text = await readFile(this.#path, "utf8").catch(() => "[]");
    try {
      const records: unknown = JSON.parse(text);
      return Array.isArray(records) ? records.filter(this.#isRecord) : [];
    } catch {
      return [];
    }
  }

  async find(file: string): Promise<T | undefined> {
    return (await this.all()).find((record) => record.file === file);
  }

  /** Replaces the record of this file. */
  async set(record: T): Promise<void> {
    await this.#save([...(await this.all()).filter(({ file }) => file !== record.file), record]);
  }

  async delete(file: string): Promise<void> {
    const records = await this.all();
    const others = records.filter((record) => record.file !== file);
    if (others.length < records.length) await this.#save(others);
  }

  async #save(records: readonly T[]): Promise<void> {
    await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 });
    await writeFileAtomically(this.#path, (append) => append(`${JSON.stringify(records, null, 2)}\n`), 0o600);
  }
}

export type ConnectionRecords = FileRecords<ConnectionRecord>;

export function isConnectionRecord(value: unknown): value is ConnectionRecord {
  const { agent, inserted, entry } = (value ?? {}) as Partial<ConnectionRecord>;
  const hasTexts = typeof inserted === "string" && typeof entry === "string" && isJson(entry);
  return isFileRecord(value) && hasTexts && agentIds.some((id) => id === agent);
}

export function isFileRecord(value: unknown): value is { readonly file: string } {
  return typeof (value as { readonly file?: unknown } | null)?.file === "string";
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
