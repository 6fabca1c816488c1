import { closeSync, existsSync, openSync, readFileSync, writeSync } from "node:fs";
import type { Census } from "./resourceCounter.ts";

/** What a window was doing when it was last heard of. */
export const deeds = ["open", "poll", "sync", "export"] as const;
export type Progress = (typeof deeds)[number];

interface NoteKinds {
  /** It begins with something. */
  begin: { readonly deed: Progress };
  /** A good reading was committed; `meters`: id and what remains. */
  reading: {
    readonly account: string;
    readonly readAtMs: number;
    readonly meters: readonly (readonly [id: string, remaining: string | null])[];
  };
  /** A page of the ledger was committed. */
  page: { readonly account: string; readonly ids: readonly string[] };
  /** An export is there under its name. */
  export: { readonly file: string; readonly entries: number };
  bug: { readonly text: string };
  /** `timers`: those of the window's clock. `lagMs`: how late a timer went off, but for the worst of twenty. */
  census: Census & { readonly timers: number; readonly lagMs: number };
}

/** What a window puts on record, right after it happened. */
export type Note<Kind extends keyof NoteKinds = keyof NoteKinds> = {
  [K in Kind]: { readonly kind: K; readonly window: string } & NoteKinds[K];
}[Kind];

export type Deposition = Note extends infer One ? (One extends Note ? Omit<One, "window"> : never) : never;

/** A file that several processes append to, a line at a time: what was written stays when they are killed. */
export class NoteFile implements Disposable {
  readonly #descriptor: number;
  readonly #window: string;

  constructor(file: string, window: string) {
    this.#descriptor = openSync(file, "a");
    this.#window = window;
  }

  readonly write = (note: Deposition): void => {
    writeSync(this.#descriptor, `${JSON.stringify({ window: this.#window, ...note })}\n`);
  };

  [Symbol.dispose](): void {
    closeSync(this.#descriptor);
  }
}

/** What was put on record so far, in order. */
export class NoteReader {
  readonly #file: string;
  readonly #notes: Note[] = [];
  #readBytes = 0;

  constructor(file: string) {
    this.#file = file;
  }

  read(): readonly Note[] {
    if (!existsSync(this.#file)) return [];
    const news = readFileSync(this.#file).subarray(this.#readBytes);
    // What follows the last line break is still being written, or was cut off.
    const whole = news.subarray(0, news.lastIndexOf("\n") + 1);
    this.#readBytes += whole.length;
    for (const line of whole.toString().split("\n")) if (line !== "") this.#notes.push(JSON.parse(line));
    return this.#notes;
  }
}
