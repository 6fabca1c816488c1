import { closeSync, existsSync, openSync, readFileSync, writeSync } from "node:fs";
import type { ResourceCounts } from "./resourceCounter.ts";

/** What a window may be doing when it is killed. */
export const activities = ["open", "poll", "sync", "export"] as const;
export type Activity = (typeof activities)[number];

interface NoteKinds {
  /** The window begins an activity. */
  begin: { readonly activity: Activity };
  /** A good reading was committed; `meters` has each one's id and remaining amount. */
  reading: {
    readonly account: string;
    readonly readAtMs: number;
    readonly meters: readonly (readonly [id: string, remaining: string | null])[];
  };
  /** A page of the ledger was committed. */
  page: { readonly account: string; readonly ids: readonly string[] };
  /** An export was finished. */
  export: { readonly file: string; readonly entries: number };
  bug: { readonly text: string };
  /** `timers`: those of the window's clock. `lagMs`: the 95th percentile of how late a timer fired. */
  resources: ResourceCounts & { readonly timers: number; readonly lagMs: number };
}

/** What a window records right after it happened. */
export type Note<Kind extends keyof NoteKinds = keyof NoteKinds> = {
  [K in Kind]: { readonly kind: K; readonly window: string } & NoteKinds[K];
}[Kind];

export type NewNote = Note extends infer One ? (One extends Note ? Omit<One, "window"> : never) : never;

/** Appends to a file that several processes share, a line at a time: it survives when they are killed. */
export class NoteWriter implements Disposable {
  readonly #descriptor: number;
  readonly #window: string;

  constructor(file: string, window: string) {
    this.#descriptor = openSync(file, "a");
    this.#window = window;
  }

  readonly write = (note: NewNote): void => {
    writeSync(this.#descriptor, `${JSON.stringify({ window: this.#window, ...note })}\n`);
  };

  [Symbol.dispose](): void {
    closeSync(this.#descriptor);
  }
}

/** The notes of all windows so far, in order. */
export class NoteReader {
  readonly #file: string;
  readonly #notes: Note[] = [];
  #readBytes = 0;

  constructor(file: string) {
    this.#file = file;
  }

  read(): readonly Note[] {
    if (!existsSync(this.#file)) return [];
    const added = readFileSync(this.#file).subarray(this.#readBytes);
    // The text after the last line break is still being written, or was cut off.
    const complete = added.subarray(0, added.lastIndexOf("\n") + 1);
    this.#readBytes += complete.length;
    for (const line of complete.toString().split("\n")) if (line !== "") this.#notes.push(JSON.parse(line));
    return this.#notes;
  }
}
