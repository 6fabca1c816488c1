import type { Endpoint } from "../../core/credentials/endpoint.ts";
import type { RequestDefinition } from "../../core/requestDefinition.ts";
import { fillAll, fillTemplate, type Values } from "./template.ts";

/**
 * Path and query of a request, to be appended to the endpoint's base URL. `undefined` where a value is
 * missing, or where the URL would not stay below the base URL to the letter.
 */
export function requestPath(
  endpoint: Endpoint,
  { path, query }: Pick<RequestDefinition, "path" | "query">,
  values: Values,
): string | undefined {
  const filled = fillTemplate(path, values, encodeURIComponent);
  if (filled === undefined) return undefined;
  const search = new URLSearchParams(fillAll(query, values)).toString();
  const whole = search === "" ? filled : `${filled}?${search}`;
  const url = URL.parse(`${endpoint.baseUrl}${whole}`);
  // A URL that reads otherwise once it is parsed has climbed out of its folder, or into another host.
  const isInside = url?.origin === endpoint.origin && url.href === `${endpoint.baseUrl}${whole}`;
  return isInside && !url.username && !url.hash ? whole : undefined;
}
