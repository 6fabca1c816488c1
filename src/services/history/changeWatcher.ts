import type { Clock } from "../common/clock.ts";
import { type Disposable, Emitter } from "../common/emitter.ts";
import { interval } from "../common/timers.ts";
import type { History } from "./history.ts";

export interface ChangeWatcherOptions {
  readonly history: History;
  readonly clock: Clock;
  readonly reportBug: (error: unknown) => void;
}

/** Another window's reading is to show here within two seconds. */
const pollMs = 1_500;

/** Notices what other windows write into the history that all share. */
export class ChangeWatcher implements Disposable {
  readonly #options: ChangeWatcherOptions;
  readonly #wrote = new Emitter<void>();
  #version: number | undefined;
  readonly #stop: () => void;

  /** Another window wrote something. */
  readonly onDidWrite = this.#wrote.event;

  constructor(options: ChangeWatcherOptions) {
    this.#options = options;
    this.#stop = interval({ ...options, delayMs: pollMs }, () => this.#poll());
  }

  dispose(): void {
    this.#stop();
    this.#wrote.dispose();
  }

  async #poll(): Promise<number> {
    const version = await this.#options.history.read((store) => store.dataVersion());
    const isNews = version !== undefined && this.#version !== undefined && version !== this.#version;
    this.#version = version;
    if (isNews) this.#wrote.fire();
    return pollMs;
  }
}
