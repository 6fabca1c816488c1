/**
 * Hands over the results of requests that may overlap: never one that was requested before one that was handed over. A
 * failed request changes nothing.
 */
export class NewestResult<T> {
  readonly #use: (result: T) => void;
  readonly #onError: (error: unknown) => void;
  #requested = 0;
  #used = 0;

  constructor(use: (result: T) => void, onError: (error: unknown) => void) {
    this.#use = use;
    this.#onError = onError;
  }

  request(send: () => Promise<T>): void {
    this.#requested += 1;
    const number = this.#requested;
    send()
      .then((result) => {
        if (number < this.#used) return;
        this.#used = number;
        this.#use(result);
      })
      .catch(this.#onError);
  }
}
