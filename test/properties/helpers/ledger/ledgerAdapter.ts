import assert from "node:assert/strict";
import { parseEndpoint } from "../../../../src/core/credentials/endpoint.ts";
import { amountOf } from "../../../../src/core/money/amount.ts";
import { failed, success } from "../../../../src/core/readings/outcome.ts";
import { instantOf } from "../../../../src/core/time/instant.ts";
import { createDeclaredProvider } from "../../../../src/providers/declared/createDeclaredProvider.ts";
import { parseExactJson } from "../../../../src/providers/http/exactJson.ts";
import type { AccountContext, Adapter } from "../../../../src/providers/provider.ts";
import { definitionOf, parseValid } from "../../../helpers/declaredProvider.ts";
import { type LedgerModelOptions, type ModelReply, shownDays } from "./ledgerModel.ts";

export interface LedgerQuery {
  readonly cursor?: string | undefined;
  readonly offset?: number;
}

/** Replies to a request for a page; `refused`: the provider does not know the cursor. */
export type ReplyTo = (query: LedgerQuery) => Promise<ModelReply | "refused" | "failed">;

type Shape = Pick<LedgerModelOptions, "paging" | "pageSize" | "identity">;

const endpoint = parseEndpoint("https://api.acme.example/v1") ?? assert.fail();
const pagingQueries = { lastId: "cursor", cursor: "cursor", page: "page", offset: "offset", date: "date" };

/** Reads the ledger of a provider as the product does: by its definition, or as a built-in provider by offset and total. */
export function createLedgerReader(shape: Shape, reply: ReplyTo, nowMs: () => number): Adapter["readLedger"] {
  if (shape.paging === "offsetQuery") return createBuiltInReader(reply);
  const adapter = declaredAdapter(shape);
  const context = (): AccountContext => ({
    request: async ({ url, secrets }) => {
      const answer = await reply(queryOf(new URL(url).searchParams));
      if (typeof answer === "string") return failed({ kind: "providerError", status: statusOf(answer) });
      const body = parseExactJson(bodyOf(answer, shape), secrets);
      return success({ status: 200, headers: new Headers(), body, receivedAtMs: nowMs() });
    },
    endpoint,
    nowMs: nowMs(),
    signal: new AbortController().signal,
    secret: "acme_7c9e6679f0c2",
  });
  return async (_context, query) => adapter.readLedger?.(context(), query) ?? assert.fail();
}

const adapters = new Map<string, Adapter>();

function declaredAdapter(shape: Shape): Adapter {
  const definition = definitionFor(shape);
  const key = JSON.stringify(definition);
  const adapter =
    adapters.get(key) ?? createDeclaredProvider(parseValid(definition)).declared?.adapter ?? assert.fail();
  adapters.set(key, adapter);
  return adapter;
}

function definitionFor({ paging, pageSize: size, identity }: Shape): unknown {
  const definitions = {
    none: {},
    lastId: { paging: { by: "lastId", size } },
    cursor: { paging: { by: "cursor", next: "/next" } },
    page: { paging: { by: "page", size } },
    offset: { paging: { by: "offset", size } },
    date: { paging: { by: "date", days: shownDays } },
    offsetQuery: {},
  };
  const query = Object.hasOwn(pagingQueries, paging)
    ? { query: { [paging]: `{${pagingQueries[paging as keyof typeof pagingQueries]}}` } }
    : {};
  return definitionOf({
    ledger: {
      request: { path: "/log", ...query },
      ...definitions[paging],
      entries: "/items",
      total: "/total",
      meter: "credits",
      id: identity === "derived" ? ["/at", "/amount"] : "/id",
      at: "/at",
      amount: "/amount",
    },
  });
}

function queryOf(search: URLSearchParams): LedgerQuery {
  const offset = search.get("offset");
  const cursor = ["lastId", "cursor", "page", "date"].flatMap((name) => search.get(name) ?? []).at(0);
  return { cursor, offset: Number(offset ?? 0) };
}

/** A JSON number keeps its digits, so that an id beyond 2^53 is exact. */
function bodyOf({ items, total, next }: ModelReply, { identity }: Shape): string {
  const entries = items.map(({ id, amount, atMs }) => {
    const idText = identity === "number" ? id : JSON.stringify(id);
    return `{"id":${idText},"amount":${amount},"at":${JSON.stringify(instantOf(atMs))}}`;
  });
  return `{"items":[${entries.join()}],"total":${total ?? null},"next":${JSON.stringify(next ?? null)}}`;
}

function createBuiltInReader(reply: ReplyTo): Adapter["readLedger"] {
  return async (_context, { offset }) => {
    const answer = await reply({ offset });
    if (typeof answer === "string") return failed({ kind: "providerError", status: statusOf(answer) });
    const entries = answer.items.map(({ id, amount, atMs }) => ({
      id,
      type: "debit" as const,
      meterId: "credits",
      amount: amountOf(String(amount)),
      description: "",
      at: instantOf(atMs),
    }));
    return success({ entries, ...(answer.total === undefined ? {} : { total: answer.total }) });
  };
}

function statusOf(answer: "refused" | "failed"): number {
  return answer === "refused" ? 404 : 500;
}
