import { defined } from "../../core/common/defined.ts";
import type { Endpoint } from "../../core/credentials/endpoint.ts";
import type { AuthDefinition, ProviderDefinition } from "../../core/providerDefinition.ts";
import { failed, type Outcome } from "../../core/readings/outcome.ts";
import type { ErrorsDefinition, RequestDefinition } from "../../core/requestDefinition.ts";
import { type ProviderErrorDetails, withErrorText } from "../http/errorDetails.ts";
import type { JsonReply } from "../http/jsonClient.ts";
import { sendRequest } from "../http/sendRequest.ts";
import { statusFailure } from "../http/statusFailure.ts";
import type { AccountContext } from "../provider.ts";
import { FieldReader } from "./fieldReader.ts";
import { fillTemplate, fillTemplates, type TemplateValues } from "./template.ts";

export interface AuthHeaders {
  readonly headers: Readonly<Record<string, string>>;
  /** Texts that a reply must not repeat. */
  readonly secrets: readonly string[];
}

/** The headers that carry a key. A key for Basic authentication has the form `user:password`. */
export function createAuthHeaders(auth: AuthDefinition, key: string): AuthHeaders {
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

/** Creates a function that reads error details from an error body, by the definition's pointers and rules. */
export function createDeclaredErrorParser(errors: ErrorsDefinition | undefined) {
  return (body: unknown, httpStatus: number): ProviderErrorDetails => {
    const fields = new FieldReader(new Map([["", body]]), { httpStatus });
    const rule = errors?.rules?.find((candidate) => fields.matches(candidate));
    return {
      code: fields.text(errors?.code),
      text: fields.text(errors?.message),
      requestId: fields.text(errors?.requestId),
      scope: rule?.scope,
      ...defined({ effectiveStatus: rule?.status }),
    };
  };
}

/**
 * The path and query of a request, to be appended to the endpoint's base URL. `undefined` when a value is
 * missing, or when the parsed URL does not begin with the base URL exactly.
 */
export function requestPath(
  endpoint: Endpoint,
  { path, query }: Pick<RequestDefinition, "path" | "query">,
  values: TemplateValues,
): string | undefined {
  const filledPath = fillTemplate(path, values, encodeURIComponent);
  if (filledPath === undefined) return undefined;
  const search = new URLSearchParams(fillTemplates(query, values)).toString();
  const pathAndQuery = search === "" ? filledPath : `${filledPath}?${search}`;
  const url = URL.parse(`${endpoint.baseUrl}${pathAndQuery}`);
  // Parsing changes a URL that leaves the folder of the base URL or names another host.
  const isInside = url?.origin === endpoint.origin && url.href === `${endpoint.baseUrl}${pathAndQuery}`;
  return isInside && !url.username && !url.hash ? pathAndQuery : undefined;
}

/** Sends one request of a definition with the account's key, and checks the reply by the definition. */
export async function sendDeclaredRequest(
  context: AccountContext,
  definition: ProviderDefinition,
  request: Pick<RequestDefinition, "name" | "path" | "query" | "body">,
  {
    values,
    maxBytes,
    isLedger = false,
  }: { readonly values: TemplateValues; readonly maxBytes?: number; readonly isLedger?: boolean },
): Promise<Outcome<JsonReply>> {
  const path = requestPath(context.endpoint, request, values);
  if (path === undefined) return failed({ kind: "blockedOrigin" });
  const auth = createAuthHeaders(definition.auth, context.secret);
  const parseError = createDeclaredErrorParser(definition.errors);
  const reply = await sendRequest(
    context,
    path,
    // The header with the key comes last, so that no other header can replace it.
    { ...fillTemplates(definition.headers, values), ...auth.headers },
    {
      secrets: auth.secrets,
      parseError,
      ...defined({ body: request.body && fillTemplates(request.body, values), maxBytes }),
    },
  );
  if (!reply.ok || !definition.success || isLedger || !isJudged(definition, request.name)) return reply;
  const { body, status, headers, receivedAtMs: nowMs } = reply.value;
  if (new FieldReader(new Map([["", body]])).matches(definition.success)) return reply;
  const details = withErrorText(parseError(body, status), body);
  return failed(statusFailure({ status, headers, nowMs, secrets: auth.secrets }, details));
}

/** `success` is about the nameless reply. A definition without one means all of its replies. */
function isJudged({ requests }: ProviderDefinition, name: string | undefined): boolean {
  return name === undefined || requests.every((request) => request.name !== undefined);
}
