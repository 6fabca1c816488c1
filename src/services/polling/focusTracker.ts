import { minuteMs } from "../../core/time/durations.ts";
import type { Clock } from "../common/clock.ts";
import type { Disposable } from "../common/disposable.ts";
import { Emitter } from "../common/emitter.ts";

const awayAfterMs = 15 * minuteMs;

/** Whether the user is away: the window has not been focused for 15 minutes. Polling is slower then. */
export class FocusTracker implements Disposable {
  readonly #clock: Clock;
  readonly #focused = new Emitter<void>();
  #isFocused: boolean;
  #lastFocusedMs: number;

  /** The window was focused. */
  readonly onDidFocus = this.#focused.event;

  constructor(clock: Clock, isFocused: boolean) {
    this.#clock = clock;
    this.#isFocused = isFocused;
    this.#lastFocusedMs = clock.now();
  }

  get isFocused(): boolean {
    return this.#isFocused;
  }

  isAway(): boolean {
    return !this.#isFocused && this.#clock.now() - this.#lastFocusedMs > awayAfterMs;
  }

  setFocused(isFocused: boolean): void {
    if (this.#isFocused || isFocused) this.#lastFocusedMs = this.#clock.now();
    this.#isFocused = isFocused;
    if (isFocused) this.#focused.fire();
  }

  dispose(): void {
    this.#focused.dispose();
  }
}
