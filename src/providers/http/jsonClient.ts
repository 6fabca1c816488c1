import { ofetch } from "ofetch";
import { failed, type Outcome, success } from "../../core/readings/outcome.ts";
import type { ProviderErrorDetails } from "./errorDetails.ts";
import { readBody } from "./readBody.ts";
import { statusFailure } from "./statusFailure.ts";
import { transportFailure } from "./transportFailure.ts";

/** What a reply carried, once it is known to be a complete 2xx one. */
export interface JsonReply {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON with exact numbers (`Numeral`). */
  readonly body: unknown;
  /** Epoch milliseconds. */
  readonly receivedAtMs: number;
}

export interface JsonRequest {
  readonly url: string;
  /** What the request carries was given for this origin; a `url` that leads elsewhere is not asked. */
  readonly origin: string;
  readonly method?: "GET" | "POST";
  /** Header names and values; values were checked with `isSecretText` where they carry a key. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, string>>;
  readonly maxBytes?: number;
  readonly signal: AbortSignal;
  /** What the request carries in confidence: blotted out wherever the reply repeats it. */
  readonly secrets: readonly string[];
  /** The good reply may hand a secret back for keeps (an unrotated token): it is then left as it is. */
  readonly mayReissue?: boolean;
  /** Finds the provider's own code, message and request id in its error body. */
  readonly describeError: (body: unknown) => ProviderErrorDetails;
}

/** Exchanges JSON with a provider: one request, no retry, no redirect. */
export type JsonClient = (request: JsonRequest) => Promise<Outcome<JsonReply>>;

const mebibyte = 1_048_576;
const defaultMaxBytes = mebibyte;
export const ledgerMaxBytes = 8 * mebibyte;

export interface JsonClientOptions {
  /** Product name and version. */
  readonly userAgent: string;
  readonly now: () => number;
  /** For the whole exchange, body included. */
  readonly timeoutMs?: number;
}

/**
 * The one HTTP client. Rejects with an AbortError when `signal` aborts; every other way to fail is a
 * returned failure. Not a word of the request reaches a failure.
 */
export function createJsonClient({ userAgent, now, timeoutMs = 15_000 }: JsonClientOptions): JsonClient {
  return async (request) => {
    const origin = URL.parse(request.url)?.origin;
    if (origin !== request.origin) return failed({ kind: "blockedOrigin" });
    const maxBytes = request.maxBytes ?? defaultMaxBytes;
    const deadline = AbortSignal.timeout(timeoutMs);
    try {
      const response = await ofetch.raw(request.url, {
        method: request.method ?? "GET",
        headers: { accept: "application/json", "user-agent": userAgent, ...request.headers },
        ...(request.body ? { body: request.body } : {}),
        retry: 0,
        // `manual` follows nothing, and unlike `error` it tells a redirect from a broken connection.
        redirect: "manual",
        responseType: "stream",
        ignoreResponseError: true,
        signal: AbortSignal.any([request.signal, deadline]),
      });
      const { status, headers } = response;
      if (isRedirect(response)) {
        await response.body?.cancel();
        return failed({ kind: "redirected", ...(status === 0 ? {} : { status }) });
      }
      const hidden = response.ok && request.mayReissue ? [] : request.secrets;
      const body = await readBody(response.body, {
        maxBytes,
        hidden,
        contentType: headers.get("content-type"),
      }).catch((error: unknown) => {
        const failure = transportFailure(error, timeoutMs);
        // What cannot be unpacked has arrived whole, so that its status and headers count.
        if (failure.kind !== "badResponse") throw error;
        return failed(failure);
      });
      if (!response.ok) {
        const said = body.ok ? request.describeError(body.value) : {};
        return failed(statusFailure({ status, headers, nowMs: now(), hidden: request.secrets }, said));
      }
      return body.ok ? success({ status, headers, body: body.value, receivedAtMs: now() }) : body;
    } catch (error) {
      request.signal.throwIfAborted();
      if (deadline.aborted) return failed({ kind: "timeout", seconds: timeoutMs / 1000 });
      return failed(transportFailure(error, timeoutMs));
    }
  };
}

function isRedirect({ status, type }: Response): boolean {
  return (status >= 300 && status < 400) || type === "opaqueredirect";
}
