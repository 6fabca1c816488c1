import type { Endpoint } from "../../core/credentials/endpoint.ts";
import type {
  AuthDefinition,
  ErrorsDefinition,
  ProviderDefinition,
  RequestDefinition,
} from "../../core/providerDefinition.ts";
import { failed, type Outcome } from "../../core/readings/outcome.ts";
import type { ProviderErrorDetails } from "../http/errorDetails.ts";
import type { JsonReply } from "../http/jsonClient.ts";
import { get } from "../http/request.ts";
import { statusFailure } from "../http/statusFailure.ts";
import type { Access } from "../provider.ts";
import { FieldReader } from "./fieldReader.ts";
import { fillAll, fillTemplate, type Values } from "./template.ts";

export interface ShownKey {
  readonly headers: Readonly<Record<string, string>>;
  /** What a reply must not repeat. */
  readonly secrets: readonly string[];
}

/** How a key is shown. The key of Basic authentication is `user:password`. */
export function authHeaders(auth: AuthDefinition, key: string): ShownKey {
  switch (auth.kind) {
    case "bearer":
      return { headers: { authorization: `Bearer ${key}` }, secrets: [key] };
    case "header": {
      const value = auth.prefix === undefined ? key : `${auth.prefix} ${key}`;
      return { headers: { [auth.name.toLowerCase()]: value }, secrets: [key] };
    }
    case "basic": {
      const encoded = Buffer.from(key).toString("base64");
      const password = key.slice(key.indexOf(":") + 1);
      return { headers: { authorization: `Basic ${encoded}` }, secrets: [key, password, encoded] };
    }
  }
}

/** Finds a declared provider's words in an error body, and how the error is to be judged. */
export function errorWordsOf(errors: ErrorsDefinition | undefined) {
  return (body: unknown): ProviderErrorDetails => {
    const fields = new FieldReader(new Map([["", body]]));
    const rule = errors?.rules?.find((one) => fields.holds(one));
    return {
      ...(errors?.code === undefined ? {} : { code: fields.text(errors.code) }),
      ...(errors?.message === undefined ? {} : { text: fields.text(errors.message) }),
      ...(errors?.requestId === undefined ? {} : { requestId: fields.text(errors.requestId) }),
      ...(rule ? { judgedAs: rule.status, scope: rule.scope } : {}),
    };
  };
}

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

/** Sends one request of a definition, with the key for its origin, and judges the reply by the definition. */
export async function askDeclared(
  access: Access,
  definition: ProviderDefinition,
  request: Pick<RequestDefinition, "path" | "query" | "body">,
  { values, maxBytes }: { readonly values: Values; readonly maxBytes?: number },
): Promise<Outcome<JsonReply>> {
  const path = requestPath(access.endpoint, request, values);
  if (path === undefined) return failed({ kind: "blockedOrigin" });
  const shown = authHeaders(definition.auth, access.secret);
  const describeError = errorWordsOf(definition.errors);
  const reply = await get(
    access,
    path,
    // The key's header last: no other one takes its place.
    { ...fillAll(definition.headers, values), ...shown.headers },
    {
      secrets: shown.secrets,
      describeError,
      ...(request.body ? { body: fillAll(request.body, values) } : {}),
      ...(maxBytes === undefined ? {} : { maxBytes }),
    },
  );
  if (!reply.ok || !definition.success) return reply;
  const { body, status, headers, receivedAtMs: nowMs } = reply.value;
  if (new FieldReader(new Map([["", body]])).holds(definition.success)) return reply;
  return failed(statusFailure({ status, headers, nowMs, hidden: shown.secrets }, describeError(body)));
}
