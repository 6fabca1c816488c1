import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { NoteReader } from "./progressNote.ts";
import type { WindowOptions } from "./windowOptions.ts";

/** A window that runs as a process of its own; it is killed at the end of the block that it was made in. */
export class StartedWindow implements AsyncDisposable {
  readonly name: string;
  readonly child: ChildProcess;
  readonly #notes: NoteReader;
  readonly ended: Promise<unknown>;
  /** Its error output. */
  errors = "";

  constructor(program: string, options: WindowOptions) {
    this.name = options.name;
    this.#notes = new NoteReader(options.notes);
    const file = path.join(path.dirname(options.notes), `${options.name}.options.json`);
    writeFileSync(file, JSON.stringify(options));
    const flags = ["--no-warnings", "--expose-gc"];
    this.child = spawn(process.execPath, [...flags, program, file], { stdio: ["ignore", "inherit", "pipe"] });
    this.child.stderr?.on("data", (chunk) => {
      this.errors += String(chunk);
    });
    this.ended = once(this.child, "close");
  }

  /** Resolves once it has written `count` notes, or after `limitMs`; rejects when it has ended. */
  async waitForNotes(count: number, limitMs: number): Promise<void> {
    const own = () => this.#notes.read().filter(({ window }) => window === this.name).length;
    for (const until = Date.now() + limitMs; own() < count && Date.now() < until; await wait(3)) {
      assert.ok(this.isRunning, `${this.name} ended by itself: ${this.errors}`);
    }
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Kills it as a crash or a power cut would: no handler runs. */
  async kill(): Promise<void> {
    this.child.kill("SIGKILL");
    await this.ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }
}
