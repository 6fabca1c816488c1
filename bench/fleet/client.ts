import type { Answer } from "./day.ts";

/** What an install remembers of its polling. Instants are seconds since midnight. */
export interface Install {
  attemptedAtS: number | undefined;
  failures: number;
  answer: Answer | undefined;
  /** 0…1, drawn anew with each attempt. */
  jitter: number;
}

/** A way to poll. */
export interface Client {
  /** When it asks next. */
  dueS(install: Install, nowS: number, isAway: boolean): number;
  /** Requests sent for one read that the provider answers so. */
  requests(answer: Answer): number;
  /** What is left of its memory after a restart. */
  restarted(install: Install): void;
}
