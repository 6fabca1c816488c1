import { errorReply } from "./errorReply.ts";
import type { SampleProviderId, SampleReply, SampleRequest } from "./sampleApi.ts";

/** The token of an `Authorization: Bearer …` header, if there is one. */
export function bearerToken(request: SampleRequest): string | undefined {
  const header = request.headers.authorization;
  return typeof header === "string" ? /^Bearer (\S+)$/.exec(header)?.[1] : undefined;
}

/** The error reply of an API whose only endpoint is `GET path`; `undefined` for that request. */
export function refuseUnlessGet(
  provider: SampleProviderId,
  path: string,
  request: SampleRequest,
): SampleReply | undefined {
  if (request.path !== path) return errorReply(provider, 404);
  return request.method === "GET" ? undefined : errorReply(provider, 405, { headers: { allow: "GET" } });
}
