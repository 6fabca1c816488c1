const minIntervalMs = 1000;

/** Runs a task at most once a second, counted from its last start. */
export class Throttle {
  readonly #task: () => void;
  #timer: number | undefined;
  #startedAtMs = 0;

  constructor(task: () => void) {
    this.#task = task;
  }

  /** Runs the task as soon as the second is over. */
  schedule(): void {
    const delayMs = Math.max(0, this.#startedAtMs + minIntervalMs - Date.now());
    this.#timer ??= window.setTimeout(() => this.run(), delayMs);
  }

  /** Runs the task now. */
  run(): void {
    this.markStarted();
    this.#task();
  }

  /** Counts as a start of the task, and cancels a scheduled one. */
  markStarted(): void {
    this.cancel();
    this.#startedAtMs = Date.now();
  }

  cancel(): void {
    window.clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
