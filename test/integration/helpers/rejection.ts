import assert from "node:assert/strict";

/** The error that a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<Error> {
  const settled = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  assert.ok("error" in settled, `resolved to ${JSON.stringify(settled)}`);
  assert.ok(settled.error instanceof Error, `rejected with ${String(settled.error)}`);
  return settled.error;
}

/** Asserts that a promise rejects with an error that names the field. */
export async function assertRejectionNames(promise: Promise<unknown>, field: string): Promise<void> {
  const { message } = await rejection(promise);
  assert.match(message, new RegExp(`\\b${field}\\b`));
}
