import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import type { AgentClient, Machine, ServerCommand } from "./agentClients.ts";
import { type ConfigFile, type FileProblem, readConfigFile, writeConfigFile } from "./configFile.ts";
import type { ConfigFormat, FormatProblem } from "./configFormat.ts";
import type { ConnectionRecord, ConnectionRecords } from "./connectionRecords.ts";
import { jsonConfig } from "./jsonConfig.ts";
import { tomlConfig } from "./tomlConfig.ts";

export type ConfigProblem = FileProblem | FormatProblem;
export type ConnectionResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: ConfigProblem };

/** An entry named like ours in the file of an agent. */
export interface FoundEntry {
  readonly client: AgentClient;
  readonly file: string;
  readonly value: unknown;
  /** `current`: as it would be written now. `own`: as it was written once. `changed`: by somebody else. */
  readonly state: "current" | "own" | "changed";
}

/** What connecting would write. */
export interface ConnectionPlan {
  readonly isNewFile: boolean;
  /** The piece of text that is added. */
  readonly inserted: string;
  /** An entry that is there already. */
  readonly found?: FoundEntry;
}

export interface AgentConnectionsOptions {
  readonly machine: Machine;
  readonly command: ServerCommand;
  readonly records: ConnectionRecords;
}

/** Puts the MCP server into the configuration of agents and takes it out again. */
export class AgentConnections {
  readonly #options: AgentConnectionsOptions;

  constructor(options: AgentConnectionsOptions) {
    this.#options = options;
  }

  /** Every place at which an agent's configuration may be. */
  places({ files }: AgentClient): readonly string[] {
    return files(this.#options.machine);
  }

  /** The file of an agent: the newest place at which there is one, or its folder. `undefined` for an agent without a place. */
  async findFile(client: AgentClient): Promise<string | undefined> {
    const places = this.places(client);
    for (const place of [(file: string) => file, dirname]) {
      for (const file of places) if (await exists(place(file))) return file;
    }
    return places[0];
  }

  /** The configuration alone, as a file that has nothing else. */
  sample(client: AgentClient): string {
    return formatOf(client).sample(client.place, client.entry(this.#options.command));
  }

  addCommand(client: AgentClient): string | undefined {
    return client.addCommand?.(this.#options.command, this.#options.machine.platform);
  }

  /** The entry in this file; `undefined` where there is none. */
  async findEntry(client: AgentClient, path: string): Promise<ConnectionResult<FoundEntry | undefined>> {
    const file = await readConfigFile(path);
    return file.ok ? this.#findIn(client, file.value) : file;
  }

  async plan(client: AgentClient, path: string): Promise<ConnectionResult<ConnectionPlan>> {
    const prepared = await this.#prepare(client, path);
    if (!prepared.ok) return prepared;
    const { file, found, inserted } = prepared.value;
    return { ok: true, value: { isNewFile: file.text === undefined, inserted, ...(found ? { found } : {}) } };
  }

  /** Adds the entry, in the place of one that was written by this extension. An entry of somebody else stays. */
  async connect(client: AgentClient, path: string): Promise<ConnectionResult<ConnectionPlan>> {
    const prepared = await this.#prepare(client, path);
    if (!prepared.ok) return prepared;
    const { file, found, inserted, text, createdSection } = prepared.value;
    const plan = { isNewFile: file.text === undefined, inserted, ...(found ? { found } : {}) };
    if (found?.state === "current" || found?.state === "changed") return { ok: true, value: plan };
    const written = await writeConfigFile(file, text);
    if (!written.ok) return written;
    const previous = found && (await this.#options.records.find(path));
    await this.#options.records.set({
      agent: client.id,
      file: path,
      inserted,
      entry: JSON.stringify(client.entry(this.#options.command)),
      createdFile: file.text === undefined || (previous?.createdFile ?? false),
      createdSection,
    });
    return { ok: true, value: plan };
  }

  /** Takes the entry out. Resolves to whether there was one. */
  async disconnect(client: AgentClient, path: string): Promise<ConnectionResult<boolean>> {
    const read = await readConfigFile(path);
    if (!read.ok) return read;
    const file = read.value;
    const found = this.#findIn(client, file);
    const entry = await found;
    if (!entry.ok) return entry;
    const record = await this.#options.records.find(path);
    if (entry.value && file.text !== undefined) {
      const text = removeEntry(client, file.text, record);
      if (!text.ok) return text;
      const isEmpty = record?.createdFile === true && isBlank(text.value);
      const written = await writeConfigFile(file, isEmpty ? undefined : text.value);
      if (!written.ok) return written;
    }
    await this.#options.records.delete(path);
    return { ok: true, value: entry.value !== undefined };
  }

  async #findIn(client: AgentClient, file: ConfigFile): Promise<ConnectionResult<FoundEntry | undefined>> {
    if (file.text === undefined) return { ok: true, value: undefined };
    const found = formatOf(client).find(file.text, client.place);
    if (!found.ok) return found;
    if (found.value === undefined) return { ok: true, value: undefined };
    const { records, command } = this.#options;
    const json = comparableJson(found.value);
    const written = (await records.find(file.path))?.entry;
    const isCurrent = json === comparableJson(client.entry(command));
    const isOwn = written !== undefined && json === comparableJson(JSON.parse(written));
    const state = isCurrent ? "current" : isOwn ? "own" : "changed";
    return { ok: true, value: { client, file: file.path, value: found.value, state } };
  }

  async #prepare(client: AgentClient, path: string) {
    const read = await readConfigFile(path);
    if (!read.ok) return read;
    const file = read.value;
    const found = await this.#findIn(client, file);
    if (!found.ok) return found;
    let text = file.text ?? "";
    if (found.value) {
      const removed = removeEntry(client, text, await this.#options.records.find(path));
      if (!removed.ok) return removed;
      text = removed.value;
    }
    const added = formatOf(client).add(text, client.place, client.entry(this.#options.command));
    if (!added.ok) return added;
    return { ok: true as const, value: { file, found: found.value, ...added.value } };
  }
}

/** Takes out exactly the piece that was put in where the file still has it as it was, otherwise the entry. */
function removeEntry(
  client: AgentClient,
  text: string,
  record: ConnectionRecord | undefined,
): ConnectionResult<string> {
  const format = formatOf(client);
  if (record) {
    const parts = text.split(record.inserted);
    const joined = parts.join("");
    const rest = parts.length === 2 ? format.find(joined, client.place) : undefined;
    if (rest?.ok && rest.value === undefined) return { ok: true, value: joined };
  }
  return format.remove(text, client.place, record?.createdSection ?? false);
}

/** Equal for entries that mean the same: agents that write them themselves add what is the default. */
function comparableJson(entry: unknown): string {
  if (typeof entry !== "object" || entry === null) return JSON.stringify(entry);
  const { type, env, ...others } = entry as Readonly<Record<string, unknown>>;
  const hasEnvironment = env !== undefined && JSON.stringify(env) !== "{}";
  const fields = { ...others, ...(type === "stdio" ? {} : { type }), ...(hasEnvironment ? { env } : {}) };
  return JSON.stringify(Object.entries(fields).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

function formatOf({ format }: AgentClient): ConfigFormat {
  return format === "toml" ? tomlConfig : jsonConfig;
}

/** Whether a file has nothing in it but an empty object. */
function isBlank(text: string): boolean {
  return /^\s*(\{\s*\}\s*)?$/.test(text);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
