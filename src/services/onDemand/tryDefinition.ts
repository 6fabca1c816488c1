import type { Endpoint } from "../../core/credentials/endpoint.ts";
import type { Outcome } from "../../core/readings/outcome.ts";
import type { Snapshot } from "../../core/readings/snapshot.ts";
import type { ReplyField } from "../../providers/declared/jsonPointer.ts";
import type { JsonClient, JsonReply } from "../../providers/http/jsonClient.ts";
import type { Provider } from "../../providers/provider.ts";
import type { AccountClient } from "../credentials/accountClient.ts";

/** A request that a trial sent, and what its reply held, with every secret blotted out. */
export interface TrialRequest {
  readonly method: "GET" | "POST";
  /** Path and query below the base URL. */
  readonly path: string;
  readonly status?: number;
  /** Empty where the reply was no JSON, or none came. */
  readonly fields: readonly ReplyField[];
}

export interface Trial {
  readonly requests: readonly TrialRequest[];
  readonly outcome: Outcome<Snapshot>;
}

export interface TrialTarget {
  /** Of the part that reads replies: only it knows its own numerals. */
  readonly listFields: (body: unknown) => readonly ReplyField[];
  readonly provider: Provider;
  readonly endpoint: Endpoint;
  readonly parameters?: Readonly<Record<string, string>>;
}

/** Reads an account once with a key that is kept nowhere, and tells what the replies held. */
export async function tryDefinition(
  accountClient: AccountClient,
  place: TrialTarget,
  key: string,
  signal: AbortSignal,
): Promise<Trial> {
  const { adapter, ...exchange } = await accountClient.createExchange(
    place,
    place.provider,
    place.endpoint,
    signal,
  );
  const { listFields } = place;
  const requests: TrialRequest[] = [];
  const request: JsonClient = async (order) => {
    let fields: readonly ReplyField[] = [];
    const parseError: typeof order.parseError = (body) => {
      fields = listFields(body);
      return order.parseError(body);
    };
    const reply = await exchange.request({ ...order, parseError });
    if (reply.ok) fields = listFields(reply.value.body);
    requests.push({
      method: order.method ?? "GET",
      path: order.url.slice(place.endpoint.baseUrl.length),
      ...statusOf(reply),
      fields,
    });
    return reply;
  };
  const outcome = await adapter.read({ ...exchange, request, secret: key });
  return { requests, outcome };
}

function statusOf(reply: Outcome<JsonReply>): { readonly status?: number } {
  const { status } = reply.ok ? reply.value : { status: undefined, ...reply.failure };
  return status === undefined ? {} : { status };
}
