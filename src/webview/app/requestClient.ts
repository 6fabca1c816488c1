import type {
  InitialResponse,
  Method,
  PanelResponse,
  Params,
  RequestMessage,
  ResponseMessage,
} from "../../protocol/messages.ts";

/** The webview's access to what the host knows. */
export interface RequestClient {
  request<K extends Method>(method: K, params: Params<K>): Promise<PanelResponse<K>>;
  /**
   * The response that came with the page, the first time it is asked for. It needs no waiting, so it is part of
   * the first paint.
   */
  takeInitial<K extends Method>(method: K, params: Params<K>): PanelResponse<K> | undefined;
}

type PostRequest = <K extends Method>(message: RequestMessage<K>) => void;

/** Sends requests as messages; the host's response carries the id of its request. */
export class MessageRequestClient implements RequestClient {
  readonly #post: PostRequest;
  readonly #pending = new Map<number, (message: ResponseMessage) => void>();
  readonly #initial = new Map<string, InitialResponse>();
  #lastId = 0;

  constructor(post: PostRequest) {
    this.#post = post;
  }

  addInitial(responses: readonly InitialResponse[]): void {
    for (const initial of responses) this.#initial.set(keyOf(initial.method, initial.params), initial);
  }

  takeInitial<K extends Method>(method: K, params: Params<K>): PanelResponse<K> | undefined {
    const key = keyOf(method, params);
    const initial = this.#initial.get(key);
    this.#initial.delete(key);
    return initial && isFor(initial, method) ? initial.response : undefined;
  }

  request<K extends Method>(method: K, params: Params<K>): Promise<PanelResponse<K>> {
    this.#lastId += 1;
    const requestId = this.#lastId;
    return new Promise((resolve) => {
      this.#pending.set(requestId, (received) => {
        if (isFor(received, method)) resolve(received.response);
      });
      this.#post({ kind: "request", requestId, method, params });
    });
  }

  receive(message: ResponseMessage): void {
    this.#pending.get(message.requestId)?.(message);
    this.#pending.delete(message.requestId);
  }
}

type MethodResponse<K extends Method = Method> = {
  readonly [M in Method]: { readonly method: M; readonly response: PanelResponse<M> };
}[K];

function isFor<K extends Method>(received: MethodResponse, method: K): received is MethodResponse<K> {
  return received.method === method;
}

/** Equal for equal requests, whatever the order of their properties. */
function keyOf(method: Method, params: object): string {
  return JSON.stringify([method, ...Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1))]);
}
