import assert from "node:assert/strict";

/** What a command rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<Error> {
  const settled = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  assert.ok("error" in settled, `resolved to ${JSON.stringify(settled)}`);
  assert.ok(settled.error instanceof Error, `rejected with ${String(settled.error)}`);
  return settled.error;
}

/** A wrong argument rejects with an Error that names the field. */
export async function assertRejectionNames(promise: Promise<unknown>, field: string): Promise<void> {
  const { message } = await rejection(promise);
  assert.match(message, new RegExp(`\\b${field}\\b`));
}
