import assert from "node:assert/strict";
import type { ProviderDefinition } from "../../src/core/providerDefinition.ts";
import type { Outcome } from "../../src/core/readings/outcome.ts";
import type { Snapshot } from "../../src/core/readings/snapshot.ts";
import { createDeclaredProvider } from "../../src/providers/declared/createDeclaredProvider.ts";
import type { DefinitionError } from "../../src/providers/declared/definitionError.ts";
import { parseDefinition } from "../../src/providers/declared/parseDefinition.ts";
import type { AccountContext, Adapter } from "../../src/providers/provider.ts";
import { type ReceivedRequest, serve } from "./loopbackServer.ts";
import { exchangeWith, type Reply } from "./providerReply.ts";

export const key = "acme_7c9e6679f0c2";

/** A minimal definition, with `more` in place of its own fields. */
export function definitionOf(more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    id: "acme",
    name: "Acme",
    baseUrl: "https://api.acme.example/v1",
    auth: { kind: "bearer" },
    requests: [{ path: "/balance" }],
    meters: [{ id: "credits", unit: "credits", remaining: "/left" }],
    ...more,
  };
}

export function parseValid(definition: unknown): ProviderDefinition {
  const result = parseDefinition(definition);
  assert.ok(result.ok, result.ok ? "" : JSON.stringify(result.error));
  return result.definition;
}

export function definitionErrorOf(definition: unknown): DefinitionError | undefined {
  const result = parseDefinition(definition);
  return result.ok ? undefined : result.error;
}

/** Replies by path and query below the base URL; a string is the body of a 200 reply. */
export type Replies = Readonly<Record<string, Reply | string>>;

export interface DeclaredResult<T> {
  readonly outcome: T;
  readonly requests: readonly ReceivedRequest[];
}

/** The result of `use` with a declared provider over real HTTP. A path without a reply is 404. */
export async function callDeclared<T>(
  definition: unknown,
  replies: Replies,
  use: (adapter: Adapter, access: AccountContext) => Promise<T>,
  parameters: Readonly<Record<string, string>> = {},
  secret = key,
): Promise<DeclaredResult<T>> {
  const { adapter } = createDeclaredProvider(parseValid(definition)).declared ?? assert.fail("not declared");
  await using server = await serve((request, response) => {
    const reply = replies[request.path.replace("/base", "")] ?? { status: 404, body: "{}" };
    const { status = 200, headers = {}, body } = typeof reply === "string" ? { body: reply } : reply;
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(body);
  });
  const outcome = await use(adapter, { ...exchangeWith(server), secret, parameters });
  return { outcome, requests: [...server.requests] };
}

export function readDeclared(
  definition: unknown,
  replies: Replies,
  parameters?: Readonly<Record<string, string>>,
  secret?: string,
): Promise<DeclaredResult<Outcome<Snapshot>>> {
  return callDeclared(definition, replies, (adapter, access) => adapter.read(access), parameters, secret);
}

/** The snapshot that is read from one reply to `/balance`. */
export async function snapshotFrom(more: Readonly<Record<string, unknown>>, body: string): Promise<Snapshot> {
  const { outcome } = await readDeclared(definitionOf(more), { "/balance": body });
  assert.ok(outcome.ok, JSON.stringify(outcome));
  return outcome.value;
}

/** The snapshot, and the optional fields that were left out because of their type. */
export async function leniently(more: Readonly<Record<string, unknown>>, body: string) {
  const ignored: string[] = [];
  const { outcome } = await callDeclared(definitionOf(more), { "/balance": body }, (adapter, access) =>
    adapter.read({ ...access, onIgnoredFields: (fields) => ignored.push(...fields) }),
  );
  assert.ok(outcome.ok, JSON.stringify(outcome));
  return { snapshot: outcome.value, ignored };
}

export async function failureFrom(
  more: Readonly<Record<string, unknown>>,
  reply: Reply | string,
): Promise<unknown> {
  const { outcome } = await readDeclared(definitionOf(more), { "/balance": reply });
  assert.equal(outcome.ok, false);
  return outcome.ok ? undefined : outcome.failure;
}
