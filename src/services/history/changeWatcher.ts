import type { Clock } from "../common/clock.ts";
import { type Disposable, DisposableStore } from "../common/disposable.ts";
import { Emitter } from "../common/emitter.ts";
import { interval } from "../common/timers.ts";
import type { History } from "./history.ts";

export interface ChangeWatcherOptions {
  readonly history: History;
  readonly clock: Clock;
  readonly reportBug: (error: unknown) => void;
}

/** A reading of another window should appear in this one within two seconds. */
const pollMs = 1_500;

/** Detects that another window has written to the history that all windows share. */
export class ChangeWatcher implements Disposable {
  readonly #history: History;
  readonly #disposables = new DisposableStore();
  readonly #written = this.#disposables.add(new Emitter<void>());
  #version: number | undefined;

  /** Another window wrote something. */
  readonly onDidWrite = this.#written.event;

  constructor(options: ChangeWatcherOptions) {
    this.#history = options.history;
    this.#disposables.add({ dispose: interval({ ...options, delayMs: pollMs }, () => this.#poll()) });
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  async #poll(): Promise<number> {
    const version = await this.#history.read((store) => store.dataVersion());
    const isChanged = version !== undefined && this.#version !== undefined && version !== this.#version;
    this.#version = version;
    if (isChanged) this.#written.fire();
    return pollMs;
  }
}
