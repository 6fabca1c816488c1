import type { ProviderDefinition } from "../../core/providerDefinition.ts";
import { failed, type Outcome } from "../../core/readings/outcome.ts";
import type { RequestDefinition } from "../../core/requestDefinition.ts";
import type { JsonReply } from "../http/jsonClient.ts";
import { get } from "../http/request.ts";
import { statusFailure } from "../http/statusFailure.ts";
import type { Access } from "../provider.ts";
import { authHeaders } from "./authHeaders.ts";
import { errorWordsOf } from "./errorWordsOf.ts";
import { FieldReader } from "./fieldReader.ts";
import { requestPath } from "./requestPath.ts";
import { fillAll, type Values } from "./template.ts";

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
