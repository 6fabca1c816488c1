import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Method, PanelResponse, Params } from "../../protocol/messages.ts";
import { Throttle } from "./throttle.ts";
import type { ViewContext } from "./viewContext.ts";

export interface QueryResult<K extends Method> {
  readonly params: Params<K>;
  readonly response: PanelResponse<K>;
  readonly requestedAtMs: number;
}

interface Query<K extends Method> {
  readonly context: ViewContext;
  readonly key: string;
  readonly params: () => Params<K>;
}

/**
 * Keeps the result of one request up to date: it is sent again when its key changes, and at most once a second
 * while the account's history changes.
 */
export class QueryController<K extends Method> implements ReactiveController {
  /** The last result. It stays while the next request runs, unless the account has changed. */
  result: QueryResult<K> | undefined;
  readonly #host: ReactiveControllerHost;
  readonly #method: K;
  readonly #fetches = new Throttle(() => void this.#fetch());
  #query: Query<K> | undefined;
  #lastId = 0;
  /** Responses to this request and earlier ones are out of date. */
  #lastShownId = 0;

  constructor(host: ReactiveControllerHost, method: K) {
    this.#host = host;
    this.#method = method;
    host.addController(this);
  }

  /** Sets the current query; an equal key means the same query as before. */
  setQuery(context: ViewContext, key: string, params: () => Params<K>): void {
    const previous = this.#query;
    this.#query = { context, key, params };
    if (previous?.context.account.id !== context.account.id) this.result = undefined;
    else if (previous.key === key) {
      if (previous.context.revision !== context.revision) this.#fetches.schedule();
      return;
    }
    this.#lastShownId = this.#lastId;
    this.#fetches.run();
  }

  refetch(): void {
    this.#fetches.run();
  }

  hostDisconnected(): void {
    this.#fetches.cancel();
  }

  async #fetch(): Promise<void> {
    if (!this.#query) return;
    const { client } = this.#query.context;
    const params = this.#query.params();
    const requestedAtMs = Date.now();
    this.#lastId += 1;
    const id = this.#lastId;
    const response = client.takeInitial(this.#method, params) ?? (await client.request(this.#method, params));
    if (id <= this.#lastShownId) return;
    this.#lastShownId = id;
    this.result = { params, response, requestedAtMs };
    this.#host.requestUpdate();
  }
}
