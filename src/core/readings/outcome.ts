import type { Failure } from "./failure.ts";

/** The result of an operation with expected failures. Exceptions are only for bugs. */
export type Outcome<T> = Success<T> | Failed;

export interface Success<T> {
  readonly ok: true;
  readonly value: T;
}

export interface Failed {
  readonly ok: false;
  readonly failure: Failure;
}

export function success<T>(value: T): Success<T> {
  return { ok: true, value };
}

export function failed(failure: Failure): Failed {
  return { ok: false, failure };
}
