import { Numeral } from "./exactJson.ts";
import { createRedactor } from "./redact.ts";
import { TimeSlice } from "./timeSlice.ts";

/** No reply of a provider nests deeper. */
const maxDepth = 200;
/** A longer text is no value that is ever shown, and searching it for secrets would take too long. */
const maxTextLength = 4096;
const replacedText = "…";
/** More than any page of a ledger has. Every further value costs the extension host memory and pauses to free it. */
const maxValues = 300_000;
const backslash = 92;
const maxBackslashesAtOnce = 65_536;

const numeralPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** JSON forbids control characters in a string. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is excluded
const shortStringPattern = /"[^"\\\u0000-\u001f]{0,200}"/y;
const spacePattern = /[ \t\n\r]*/y;

type Container = unknown[] | Record<string, unknown>;

/**
 * Parses JSON like `parseExactJson`, in slices of a few milliseconds: a reply of several MiB does not block the extension
 * host. A text of more than 4096 characters is replaced by "…". Rejects with a SyntaxError for what is not JSON, and with a
 * TooManyValuesError.
 */
export async function parseSlicedJson(text: string, secrets: readonly string[] = []): Promise<unknown> {
  const parser = new SlicedParser(text, createRedactor(secrets));
  return parser.parse();
}

export class TooManyValuesError extends Error {}

class SlicedParser {
  readonly #text: string;
  readonly #redact: (text: string) => string;
  readonly #slice = new TimeSlice();
  #at = 0;

  constructor(text: string, redact: (text: string) => string) {
    this.#text = text;
    this.#redact = redact;
  }

  async parse(): Promise<unknown> {
    const open: Container[] = [];
    const names: string[] = [];
    let value: unknown;
    let count = 0;
    for (;;) {
      count += 1;
      if (count > maxValues) throw new TooManyValuesError();
      if (this.#slice.isOver()) await this.#slice.pause();
      this.#skipSpace();
      const sign = this.#text[this.#at];
      if (sign === "{" || sign === "[") {
        if (open.length >= maxDepth) throw this.#error();
        this.#at += 1;
        open.push(sign === "[" ? [] : {});
        if (this.#isClosed(open)) value = open.pop();
        else {
          if (sign === "{") names.push(this.#shortName() ?? (await this.#name()));
          continue;
        }
      } else if (sign === '"') value = this.#shortString() ?? (await this.#string());
      else value = this.#word(sign);
      // The value belongs to the innermost container, which may be complete with it.
      for (;;) {
        const container = open.at(-1);
        if (container === undefined) {
          this.#skipSpace();
          if (this.#at < this.#text.length) throw this.#error();
          return value;
        }
        this.#add(container, names, value);
        this.#skipSpace();
        const next = this.#text[this.#at];
        this.#at += 1;
        if (next === ",") {
          if (!Array.isArray(container)) names.push(this.#shortName() ?? (await this.#name()));
          break;
        }
        if (next !== (Array.isArray(container) ? "]" : "}")) throw this.#error();
        value = open.pop();
      }
    }
  }

  #add(container: Container, names: string[], value: unknown): void {
    if (Array.isArray(container)) container.push(value);
    else {
      const name = names.pop() ?? "";
      // Setting `__proto__` would set the prototype.
      if (name !== "__proto__") container[name] = value;
      else
        Object.defineProperty(container, name, {
          value,
          writable: true,
          enumerable: true,
          configurable: true,
        });
    }
  }

  /** Whether the container that was just opened is empty. */
  #isClosed(open: readonly Container[]): boolean {
    this.#skipSpace();
    const isClosed = this.#text[this.#at] === (Array.isArray(open.at(-1)) ? "]" : "}");
    if (isClosed) this.#at += 1;
    return isClosed;
  }

  /** The name of a member, if it is short and has no escapes; `undefined` leaves it to `#name`. */
  #shortName(): string | undefined {
    this.#skipSpace();
    const name = this.#shortString();
    if (name !== undefined) this.#skipColon();
    return name;
  }

  async #name(): Promise<string> {
    if (this.#text[this.#at] !== '"') throw this.#error();
    const name = await this.#string();
    this.#skipColon();
    return name;
  }

  #skipColon(): void {
    this.#skipSpace();
    if (this.#text[this.#at] !== ":") throw this.#error();
    this.#at += 1;
  }

  #word(sign: string | undefined): unknown {
    for (const [word, value] of words) {
      if (sign === word[0] && this.#text.startsWith(word, this.#at)) {
        this.#at += word.length;
        return value;
      }
    }
    const source = this.#take(numeralPattern);
    if (source === undefined) throw this.#error();
    if (source.length > maxTextLength) return replacedText;
    const redacted = this.#redact(source);
    return redacted === source ? new Numeral(source) : redacted;
  }

  #shortString(): string | undefined {
    const quoted = this.#take(shortStringPattern);
    return quoted === undefined ? undefined : this.#redact(quoted.slice(1, -1));
  }

  /** The text here that matches a sticky pattern. Unlike `exec`, it creates no array for each value of a reply. */
  #take(pattern: RegExp): string | undefined {
    const start = this.#at;
    pattern.lastIndex = start;
    if (!pattern.test(this.#text)) return undefined;
    this.#at = pattern.lastIndex;
    return this.#text.slice(start, this.#at);
  }

  async #string(): Promise<string> {
    const start = this.#at;
    let end = start;
    for (let isEscaped: boolean | Promise<boolean> = true; isEscaped; ) {
      if (this.#slice.isOver()) await this.#slice.pause();
      end = this.#text.indexOf('"', end + 1);
      if (end < 0) throw this.#error();
      isEscaped = this.#isEscaped(end, start);
      // Waiting for a plain value takes longer than everything else here.
      if (typeof isEscaped !== "boolean") isEscaped = await isEscaped;
    }
    this.#at = end + 1;
    if (end - start > maxTextLength) return replacedText;
    // Searching a long text for secrets is a step of its own.
    if (this.#slice.isOver(end - start)) await this.#slice.pause();
    return this.#redact(JSON.parse(this.#text.slice(start, end + 1)));
  }

  /** Whether an odd number of backslashes precedes the sign. */
  #isEscaped(at: number, start: number): boolean | Promise<boolean> {
    const first = this.#backslashesBefore(at, start);
    const isMore = at - first === maxBackslashesAtOnce;
    return isMore ? this.#isEscapedByMany(at, start, first) : (at - first) % 2 === 1;
  }

  async #isEscapedByMany(at: number, start: number, known: number): Promise<boolean> {
    let first = known;
    for (let before = at; before - first === maxBackslashesAtOnce; ) {
      if (this.#slice.isOver(maxBackslashesAtOnce)) await this.#slice.pause();
      before = first;
      first = this.#backslashesBefore(before, start);
    }
    return (at - first) % 2 === 1;
  }

  /** Where the backslashes begin that directly precede the sign; at most `maxBackslashesAtOnce` of them. */
  #backslashesBefore(at: number, start: number): number {
    const end = Math.max(start + 1, at - maxBackslashesAtOnce);
    let first = at;
    while (first > end && this.#text.charCodeAt(first - 1) === backslash) first -= 1;
    return first;
  }

  #skipSpace(): void {
    const code = this.#text.charCodeAt(this.#at);
    if (code > 32) return;
    spacePattern.lastIndex = this.#at;
    if (spacePattern.test(this.#text)) this.#at = spacePattern.lastIndex;
  }

  #error(): SyntaxError {
    return new SyntaxError(`not JSON at character ${this.#at}`);
  }
}

const words = [
  ["true", true],
  ["false", false],
  ["null", null],
] as const;
