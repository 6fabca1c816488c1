import type { Endpoint } from "../core/endpoint.ts";
import type { Outcome } from "../core/outcome.ts";
import type { Snapshot } from "../core/snapshot.ts";
import type { JsonClient } from "../providers/jsonClient.ts";
import type { Provider } from "../providers/provider.ts";
import type { AccountAccess } from "./accountAccess.ts";

/** A request that a trial sent, and the body of its reply with every secret blotted out. */
export interface TriedRequest {
  readonly method: "GET" | "POST";
  /** Path and query below the base URL. */
  readonly path: string;
  readonly status?: number;
  /** Absent where the reply was no JSON, or none came. */
  readonly body?: unknown;
}

export interface Trial {
  readonly requests: readonly TriedRequest[];
  readonly outcome: Outcome<Snapshot>;
}

export interface TrialPlace {
  readonly provider: Provider;
  readonly endpoint: Endpoint;
  readonly parameters?: Readonly<Record<string, string>>;
}

/** Reads an account once with a key that is kept nowhere, and tells what the replies held. */
export async function tryDefinition(
  access: AccountAccess,
  place: TrialPlace,
  key: string,
  signal: AbortSignal,
): Promise<Trial> {
  const { adapter, ...exchange } = await access.reach(place, place.provider, place.endpoint, signal);
  const requests: TriedRequest[] = [];
  const request: JsonClient = async (order) => {
    let refused: { body?: unknown } = {};
    const describeError: typeof order.describeError = (body) => {
      refused = { body };
      return order.describeError(body);
    };
    const reply = await exchange.request({ ...order, describeError });
    requests.push({
      method: order.method ?? "GET",
      path: order.url.slice(place.endpoint.baseUrl.length),
      ...(reply.ok
        ? { status: reply.value.status, body: reply.value.body }
        : { ...statusOf(reply), ...refused }),
    });
    return reply;
  };
  const outcome = await adapter.read({ ...exchange, request, secret: key });
  return { requests, outcome };
}

function statusOf({ failure }: Extract<Outcome<unknown>, { ok: false }>): { readonly status?: number } {
  return "status" in failure && failure.status !== undefined ? { status: failure.status } : {};
}
