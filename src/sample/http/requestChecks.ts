import type { SampleRequest } from "./exchange.ts";

/** The credential of an `Authorization: Bearer …` header, if there is one. */
export function bearer(request: SampleRequest): string | undefined {
  const header = request.headers.authorization;
  return typeof header === "string" ? /^Bearer (\S+)$/.exec(header)?.[1] : undefined;
}
