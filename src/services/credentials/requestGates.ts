import { Gate } from "../common/limiter.ts";

const mostAtOnce = 6;

/** How many requests are under way: one of an account, whatever it is for, and six of all. The rest wait their turn. */
export class RequestGates {
  readonly #all = new Gate(mostAtOnce);
  readonly #ofAccount = new Map<string, Gate>();

  pass<T>(accountId: string, request: () => Promise<T>): Promise<T> {
    const own = this.#ofAccount.get(accountId) ?? new Gate(1);
    this.#ofAccount.set(accountId, own);
    return own.pass(() => this.#all.pass(request));
  }
}
