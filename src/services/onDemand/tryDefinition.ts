import { defined } from "../../core/common/defined.ts";
import type { Endpoint } from "../../core/credentials/endpoint.ts";
import type { Outcome } from "../../core/readings/outcome.ts";
import type { Snapshot } from "../../core/readings/snapshot.ts";
import type { ReplyField } from "../../providers/declared/jsonPointer.ts";
import type { JsonClient, JsonReply } from "../../providers/http/jsonClient.ts";
import type { Provider } from "../../providers/provider.ts";
import type { AccountRequests } from "../credentials/accountClient.lazy.ts";

/** A request of a trial, and the fields of its reply with all secrets redacted. */
export interface TrialRequest {
  readonly method: "GET" | "POST";
  /** Path and query after the base URL. */
  readonly path: string;
  readonly status?: number;
  /** Empty without a reply, or when it was not JSON. */
  readonly fields: readonly ReplyField[];
}

export interface Trial {
  readonly requests: readonly TrialRequest[];
  readonly outcome: Outcome<Snapshot>;
}

export interface TrialTarget {
  /** A function of the bundle that parses replies: its class for exact numbers differs from this bundle's copy. */
  readonly listFields: (body: unknown) => readonly ReplyField[];
  readonly provider: Provider;
  readonly endpoint: Endpoint;
  readonly parameters?: Readonly<Record<string, string>>;
}

/** Reads an account once with a key that is not stored, and returns the requests and the fields of the replies. */
export async function tryDefinition(
  accountClient: AccountRequests,
  target: TrialTarget,
  key: string,
  signal: AbortSignal,
): Promise<Trial> {
  const { listFields, provider, endpoint } = target;
  const { adapter, ...context } = await accountClient.createContext(target, provider, endpoint, signal);
  const requests: TrialRequest[] = [];
  const request: JsonClient = async (options) => {
    let fields: readonly ReplyField[] = [];
    const parseError: typeof options.parseError = (body, status) => {
      if (body !== undefined) fields = listFields(body);
      return options.parseError(body, status);
    };
    const reply = await context.request({ ...options, parseError });
    if (reply.ok) fields = listFields(reply.value.body);
    requests.push({
      method: options.method ?? "GET",
      path: options.url.slice(endpoint.baseUrl.length),
      ...statusOf(reply),
      fields,
    });
    return reply;
  };
  const outcome = await adapter.read({ ...context, request, secret: key });
  return { requests, outcome };
}

function statusOf(reply: Outcome<JsonReply>): { readonly status?: number } {
  const { status } = reply.ok ? reply.value : { status: undefined, ...reply.failure };
  return defined({ status });
}
