import { ofetch } from "ofetch";
import { defined } from "../../core/common/defined.ts";
import type { Failure } from "../../core/readings/failure.ts";
import { failed, type Outcome, success } from "../../core/readings/outcome.ts";
import { type ProviderErrorDetails, withErrorText } from "./errorDetails.ts";
import { readBody } from "./readBody.ts";
import { readRequestedWait } from "./retryAfter.ts";
import { statusFailure } from "./statusFailure.ts";
import { transportFailure } from "./transportFailure.ts";

/** A complete reply with a 2xx status. */
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
  /** The origin that the credentials were entered for. A `url` with another origin is not requested. */
  readonly origin: string;
  readonly method?: "GET" | "POST";
  /** Header names and values. Values that carry a key were checked with `isHeaderSafe`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, string>>;
  readonly maxBytes?: number;
  readonly signal: AbortSignal;
  /** The secrets in the request. They are redacted wherever the reply repeats them. */
  readonly secrets: readonly string[];
  /** A good reply may return a secret to be stored (a token that was not rotated), so it is not redacted. */
  readonly mayReturnSecrets?: boolean;
  /** Reads the provider's code, message and request id from an error body; `undefined` for a body that is no JSON. */
  readonly parseError: (body: unknown, status: number) => ProviderErrorDetails;
}

/** Sends one JSON request to a provider, without retries and redirects. */
export type JsonClient = (request: JsonRequest) => Promise<Outcome<JsonReply>>;

const mebibyte = 1_048_576;
const defaultMaxBytes = mebibyte;
export const ledgerMaxBytes = 8 * mebibyte;

export interface JsonClientOptions {
  /** Product name and version. */
  readonly userAgent: string;
  readonly now: () => number;
  /** The time limit of the whole request, body included. */
  readonly timeoutMs?: number;
  /** Called with the names of headers that name a wait in a form that cannot be read. */
  readonly onUnreadableHeaders?: (host: string, names: readonly string[]) => void;
}

/**
 * The only HTTP client. Rejects with an AbortError when `signal` aborts and returns every other failure. A
 * failure contains nothing of the request.
 */
export function createJsonClient(options: JsonClientOptions): JsonClient {
  const { userAgent, now, timeoutMs = 15_000, onUnreadableHeaders } = options;
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
        // `manual` follows no redirect. Unlike `error`, it tells a redirect from a broken connection.
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
      const secrets = response.ok && request.mayReturnSecrets ? [] : request.secrets;
      const body = await readBody(response.body, {
        maxBytes,
        secrets,
        contentType: headers.get("content-type"),
      }).catch((error: unknown) => {
        const failure = transportFailure(error, timeoutMs);
        // A body that cannot be decompressed has arrived completely, so its status and headers count.
        if (failure.kind !== "badResponse") throw error;
        return failed(failure);
      });
      if (!response.ok) {
        const { retryAtMs, unreadable } = readRequestedWait(headers, status, now());
        if (unreadable.length > 0) onUnreadableHeaders?.(new URL(origin).host, unreadable);
        if (!body.ok && isAccessRefused(status) && isNoReply(body.failure)) {
          return failed({ ...body.failure, status, ...defined({ retryAtMs }) });
        }
        const details = request.parseError(body.ok ? body.value : undefined, status);
        const complete = body.ok ? withErrorText(details, body.value) : details;
        return failed(statusFailure({ status, headers, nowMs: now(), secrets: request.secrets }, complete));
      }
      return body.ok ? success({ status, headers, body: body.value, receivedAtMs: now() }) : body;
    } catch (error) {
      request.signal.throwIfAborted();
      if (deadline.aborted) return failed({ kind: "timeout", seconds: timeoutMs / 1000 });
      return failed(transportFailure(error, timeoutMs, new URL(origin).hostname));
    }
  };
}

function isAccessRefused(status: number): boolean {
  return status === 401 || status === 403;
}

/** A page or an empty body comes from something between here and the provider, which has not judged the key. */
function isNoReply(failure: Failure): failure is Extract<Failure, { kind: "badResponse" }> {
  return failure.kind === "badResponse" && (failure.reason === "html" || failure.reason === "empty");
}

function isRedirect({ status, type }: Response): boolean {
  return (status >= 300 && status < 400) || type === "opaqueredirect";
}
