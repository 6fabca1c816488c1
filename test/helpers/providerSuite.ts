import assert from "node:assert/strict";
import { it } from "mocha";
import type { Failure } from "../../src/core/readings/failure.ts";
import type { Outcome } from "../../src/core/readings/outcome.ts";
import { fixture } from "./fixture.ts";
import type { Reply } from "./providerReply.ts";

/** Reads an account over real HTTP from one reply. */
type Read = (reply: Reply) => Promise<{ readonly outcome: Outcome<unknown> }>;

export async function failureFrom(read: Read, reply: Reply): Promise<Failure | undefined> {
  const { outcome } = await read(reply);
  assert.equal(outcome.ok, false);
  return outcome.ok ? undefined : outcome.failure;
}

/** One test per documented error: its status and recorded body become exactly this failure. */
export function itReportsErrors(
  provider: string,
  read: Read,
  folder: string,
  errors: readonly (readonly [name: string, failure: Failure, headers?: Record<string, string>])[],
): void {
  for (const [name, failure, headers = {}] of errors) {
    const status = "status" in failure ? (failure.status ?? 0) : 0;
    it(`${provider} reports ${name} as ${failure.kind}`, async () => {
      const reply = { status, headers, body: fixture(`${folder}/${name}.json`) };
      assert.deepEqual(await failureFrom(read, reply), failure);
    });
  }
}

/** One test per malformed reply: it is rejected, and the failure names the field. */
export function itRejectsReplies(
  provider: string,
  read: Read,
  replies: readonly (readonly [defect: string, body: string, reason: string, field?: string])[],
): void {
  for (const [defect, body, reason, field] of replies) {
    it(`${provider} rejects a reply with ${defect}${field ? `, naming ${field}` : ""}`, async () => {
      const failure = { kind: "badResponse", reason, ...(field ? { field } : {}) };
      assert.deepEqual(await failureFrom(read, { body }), failure);
    });
  }
}

/** JSON text with some fields replaced by other JSON text; `undefined` removes a field. */
export function rewrite(body: string, fields: Readonly<Record<string, string | undefined>>): string {
  let text = body;
  for (const [name, value] of Object.entries(fields)) {
    const field = new RegExp(`"${name}":\\s*("[^"]*"|[^,}\\s]+)`);
    assert.match(text, field, `no ${name} to rewrite`);
    text = text.replace(field, value === undefined ? `"no_${name}": 0` : `"${name}": ${value}`);
  }
  return text;
}
