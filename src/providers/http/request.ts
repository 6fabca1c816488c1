import type { Outcome } from "../../core/readings/outcome.ts";
import type { Access } from "../provider.ts";
import type { ProviderErrorDetails } from "./errorDetails.ts";
import type { JsonReply } from "./jsonClient.ts";

export interface GetOptions {
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly maxBytes?: number;
  /** Makes it a POST. */
  readonly body?: Readonly<Record<string, string>>;
  /** What a reply must not repeat besides the account's secret. */
  readonly secrets?: readonly string[];
  readonly describeError: (body: unknown) => ProviderErrorDetails;
}

/** Reads a documented path with `Authorization: Bearer`. */
export function getWithBearer(
  access: Access,
  path: string,
  options: GetOptions,
): Promise<Outcome<JsonReply>> {
  return get(access, path, { authorization: `Bearer ${access.secret}` }, options);
}

/** Reads a documented path below the account's base URL. */
export function get(
  { request, endpoint, signal, secret }: Access,
  path: string,
  headers: Readonly<Record<string, string>>,
  { query = {}, secrets = [], ...options }: GetOptions,
): Promise<Outcome<JsonReply>> {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
  const search = given.length > 0 ? `?${new URLSearchParams(given)}` : "";
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
