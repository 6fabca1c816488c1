/** An entry of an MCP server: strings, lists of strings and objects of strings. */
export type ServerEntry = Readonly<Record<string, unknown>>;

/** Where an entry stands: the name of the section, such as `mcpServers`, and the entry's own. */
export interface EntryPlace {
  readonly section: string;
  readonly name: string;
}

/** What is wrong with a configuration file's text. `detail` is the parser's message or the name of what is in the way. */
export interface FormatProblem {
  readonly kind: "invalid" | "wrongShape";
  readonly detail: string;
}

export type FormatResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: FormatProblem };

export interface Addition {
  readonly text: string;
  /** The only piece that the new text has and the old one had not. */
  readonly inserted: string;
  /** The section was not there before. */
  readonly createdSection: boolean;
}

/** A format of configuration files. Its functions take and return the whole text, without a byte order mark. */
export interface ConfigFormat {
  /** The entry's value; `undefined` where there is none. */
  find(text: string, place: EntryPlace): FormatResult<unknown>;
  /** Adds an entry that is not there yet. Everything else stays byte for byte: the new text is the old one with one piece in it. */
  add(text: string, place: EntryPlace, entry: ServerEntry): FormatResult<Addition>;
  /** Removes the entry, and its section where that then is empty and `removesSection` is set. */
  remove(text: string, place: EntryPlace, removesSection: boolean): FormatResult<string>;
  /** The entry alone, as a file that has nothing else. */
  sample(place: EntryPlace, entry: ServerEntry): string;
}

export function invalid(detail: string): { readonly ok: false; readonly problem: FormatProblem } {
  return { ok: false, problem: { kind: "invalid", detail } };
}

export function wrongShape(detail: string): { readonly ok: false; readonly problem: FormatProblem } {
  return { ok: false, problem: { kind: "wrongShape", detail } };
}

/** The line ending of a text, by its first line. */
export function lineEnding(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? "\n";
}
