import type { Answer } from "./day.ts";

/** The polling state of an install. Instants are seconds since midnight. */
export interface Install {
  attemptedAtS: number | undefined;
  failures: number;
  answer: Answer | undefined;
  /** 0…1, a new random number for each attempt. */
  jitter: number;
}

/** A client's way to poll. */
export interface Client {
  /** When it reads next. */
  dueS(install: Install, nowS: number, isAway: boolean): number;
  /** How many requests it sends for one read with this answer. */
  requests(answer: Answer): number;
  /** Removes from the state what a restart loses. */
  restarted(install: Install): void;
}
