import { readdirSync } from "node:fs";
import type { Budget } from "../../src/core/accounts/account.ts";
import { parseEndpoint } from "../../src/core/credentials/endpoint.ts";
import { success } from "../../src/core/readings/outcome.ts";
import { createDeclaredProvider } from "../../src/providers/declared/createDeclaredProvider.ts";
import { createJsonClient, type JsonClient } from "../../src/providers/http/jsonClient.ts";
import type { AccountContext, Adapter, Provider } from "../../src/providers/provider.ts";
import { parseValid } from "./declaredProvider.ts";
import { fixture } from "./fixture.ts";
import { type ReceivedRequest, serve } from "./loopbackServer.ts";
import { catalogue } from "./providerCatalogue.ts";
import { nowMs, userAgent } from "./providerReply.ts";

export const catalogueKey = "catalogue_key_0123456789";

/** Documented replies, and the outcome that the catalogue's definition must read from them. */
export interface CatalogueCase {
  /** Where the reply stands, if it is not ours: a repository with an issue number, or a client. */
  readonly documentation?: string;
  /** Where each account has its own base URL. */
  readonly baseUrl?: string;
  readonly budget?: Budget;
  /** The label of the region; the default region when absent. */
  readonly region?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly key?: string;
  /** The part that is read: the account when absent. */
  readonly reads?: "ledger";
  /** By the complete URL that the documentation names. */
  readonly replies: Readonly<
    Record<
      string,
      { readonly status?: number; readonly headers?: Record<string, string>; readonly body: unknown }
    >
  >;
  readonly outcome: unknown;
}

export function caseNames(id: string): readonly string[] {
  const folder = new URL(`../fixtures/catalogue/${id}/`, import.meta.url);
  return readdirSync(folder).map((file) => file.replace(/\.json$/, ""));
}

export function loadCase(id: string, name: string): CatalogueCase {
  return JSON.parse(fixture(`catalogue/${id}/${name}.json`));
}

export interface CaseResult {
  readonly outcome: unknown;
  /** The provider's URLs that were requested. */
  readonly urls: readonly string[];
  readonly requests: readonly ReceivedRequest[];
}

/** Reads over real HTTP: each URL is sent to a loopback server, which replies by the complete URL. */
export async function readCase(id: string, testCase: CatalogueCase): Promise<CaseResult> {
  const provider = createDeclaredProvider(parseValid(catalogue.definition(id)));
  const adapter = provider.declared?.adapter;
  const endpoint = parseEndpoint(testCase.baseUrl ?? baseUrlOf(provider, testCase.region) ?? "");
  if (!adapter || !endpoint) throw new Error(`no endpoint for ${id}`);
  const urlOf = ({ path }: ReceivedRequest) => `https:/${path}`;
  await using server = await serve((request, response) => {
    const { status = 200, headers, body } = testCase.replies[urlOf(request)] ?? { status: 404, body: {} };
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify(body));
  });
  const client = createJsonClient({ userAgent, now: () => nowMs });
  const request: JsonClient = (order) =>
    client({ ...order, url: order.url.replace(/^https:\//, server.origin), origin: server.origin });
  const access = {
    request,
    endpoint,
    nowMs,
    signal: new AbortController().signal,
    secret: testCase.key ?? catalogueKey,
    parameters: testCase.parameters ?? {},
    ...(testCase.budget ? { budget: testCase.budget } : {}),
  };
  const outcome = await (testCase.reads === "ledger" ? readAll(adapter, access) : adapter.read(access));
  return { outcome, urls: server.requests.map(urlOf), requests: [...server.requests] };
}

function baseUrlOf({ declared, defaultBaseUrl }: Provider, region: string | undefined): string | undefined {
  if (region === undefined) return defaultBaseUrl;
  return declared?.regions.find(({ label }) => label === region)?.baseUrl;
}

/** Every page of a ledger, one after the other. */
async function readAll(adapter: Adapter, access: AccountContext): Promise<unknown> {
  const entries: unknown[] = [];
  for (let cursor: string | undefined, count = 0; count < 10; count += 1) {
    const page = await adapter.readLedger?.(access, { limit: 100, offset: 0, ...(cursor ? { cursor } : {}) });
    if (!page?.ok) return page;
    entries.push(...page.value.entries);
    if (typeof page.value.next !== "string") return success(entries);
    cursor = page.value.next;
  }
  return "endless";
}
