import { errorReply } from "./errorReply.ts";
import type { SampleReply, SampleRequest } from "./exchange.ts";
import type { SampleProviderId } from "./sampleProviderId.ts";

/** What an API with the one endpoint `GET path` answers to anything else; `undefined` when it is that. */
export function getOnly(
  provider: SampleProviderId,
  path: string,
  request: SampleRequest,
): SampleReply | undefined {
  if (request.path !== path) return errorReply(provider, 404);
  return request.method === "GET" ? undefined : errorReply(provider, 405, { headers: { allow: "GET" } });
}
