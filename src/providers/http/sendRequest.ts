import type { Outcome } from "../../core/readings/outcome.ts";
import type { AccountContext } from "../provider.ts";
import type { ProviderErrorDetails } from "./errorDetails.ts";
import type { JsonReply } from "./jsonClient.ts";

export interface RequestOptions {
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly maxBytes?: number;
  /** A request with a body is a POST. */
  readonly body?: Readonly<Record<string, string>>;
  /** Texts that a reply must not repeat, besides the account's secret. */
  readonly secrets?: readonly string[];
  readonly parseError: (body: unknown, status: number) => ProviderErrorDetails;
}

/** Requests a path below the account's base URL, with `Authorization: Bearer`. */
export function sendWithBearer(
  context: AccountContext,
  path: string,
  options: RequestOptions,
): Promise<Outcome<JsonReply>> {
  return sendRequest(context, path, { authorization: `Bearer ${context.secret}` }, options);
}

/** Requests a path below the account's base URL. */
export function sendRequest(
  { request, endpoint, signal, secret }: AccountContext,
  path: string,
  headers: Readonly<Record<string, string>>,
  { query = {}, secrets = [], ...options }: RequestOptions,
): Promise<Outcome<JsonReply>> {
  const searchParams = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
  const search = searchParams.length > 0 ? `?${new URLSearchParams(searchParams)}` : "";
  return request({
    url: `${endpoint.baseUrl}${path}${search}`,
    origin: endpoint.origin,
    headers,
    signal,
    secrets: [secret, ...secrets],
    ...(options.body ? { method: "POST" } : {}),
    ...options,
  });
}
