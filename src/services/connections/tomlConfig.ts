import { parse, stringify, TomlError } from "smol-toml";
import {
  type Addition,
  type ConfigFormat,
  type EntryPlace,
  type FormatResult,
  invalid,
  lineEnding,
  type ServerEntry,
  wrongShape,
} from "./configFormat.ts";

/** TOML. An entry is a table of its own, at the end of the file. */
export const tomlConfig: ConfigFormat = { find, add, remove, sample };

type Table = Readonly<Record<string, unknown>>;

function find(text: string, { section, name }: EntryPlace): FormatResult<unknown> {
  const root = parseToml(text);
  if (!root.ok) return root;
  const servers = root.value[section];
  if (servers === undefined) return { ok: true, value: undefined };
  return isTable(servers) ? { ok: true, value: servers[name] } : wrongShape(section);
}

function add(text: string, place: EntryPlace, entry: ServerEntry): FormatResult<Addition> {
  const root = parseToml(text);
  if (!root.ok) return root;
  const eol = lineEnding(text);
  const table = sample(place, entry).replaceAll("\n", eol);
  const gap = text === "" ? "" : text.endsWith("\n") ? eol : eol + eol;
  const inserted = gap + table;
  const changed = text + inserted;
  // A section that is written as `{ … }`, or as a list of tables, takes no further table.
  if (!parseToml(changed).ok) return wrongShape(place.section);
  return {
    ok: true,
    value: { text: changed, inserted, createdSection: root.value[place.section] === undefined },
  };
}

/** Removes the lines of the entry's tables. Refuses where the rest of the file would not mean the same as before. */
function remove(text: string, { section, name }: EntryPlace): FormatResult<string> {
  const before = parseToml(text);
  if (!before.ok) return before;
  const { [section]: servers, ...others } = before.value;
  if (!isTable(servers) || servers[name] === undefined) return { ok: true, value: text };
  const lines = text.split(/(?<=\n)/);
  const kept: string[] = [];
  let isInside = false;
  /** Blank lines and comments, which belong to the table after them. */
  let pending: string[] = [];
  for (const line of lines) {
    const header = /^\s*\[/.test(line);
    if (header) isInside = isHeaderOf(line, section, name);
    if (header && isInside && pending.length > 0 && pending.at(-1)?.trim() === "") pending.pop();
    if (/^\s*(#.*)?\r?\n?$/.test(line)) {
      pending.push(line);
      continue;
    }
    if (!isInside || header) kept.push(...pending);
    pending = [];
    if (!isInside) kept.push(line);
  }
  const changed = [...kept, ...pending].join("");
  const after = parseToml(changed);
  const { [name]: _removed, ...otherServers } = servers;
  const isKept =
    after.ok &&
    sameJson(
      { ...others, [section]: otherServers },
      { ...after.value, [section]: after.value[section] ?? {} },
    );
  return isKept ? { ok: true, value: changed } : wrongShape(`${section}.${name}`);
}

function sample({ section, name }: EntryPlace, entry: ServerEntry): string {
  return stringify({ [section]: { [name]: entry } });
}

function isHeaderOf(line: string, section: string, name: string): boolean {
  const key = (text: string) => {
    const plain = text.replace(/[^\w-]/g, "\\$&");
    return `\\s*(?:${plain}|"${plain}"|'${plain}')\\s*`;
  };
  return new RegExp(`^\\s*\\[${key(section)}\\.${key(name)}[\\].]`).test(line);
}

function parseToml(text: string): FormatResult<Table> {
  try {
    return { ok: true, value: parse(text, { integersAsBigInt: "asNeeded" }) };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [message = ""] = error.message.split("\n");
    return invalid(`${message}, line ${error.line}`);
  }
}

function isTable(value: unknown): value is Table {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** Compares regardless of the order of keys. */
function sameJson(one: unknown, other: unknown): boolean {
  return sortedJson(one) === sortedJson(other);
}

function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_key, field) => {
    if (typeof field === "bigint") return String(field);
    if (!isTable(field)) return field;
    return Object.fromEntries(Object.entries(field).toSorted(([one], [other]) => (one < other ? -1 : 1)));
  });
}
