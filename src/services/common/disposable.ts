/** Releases what an object holds: listeners, timers, files. The same shape as VS Code's. */
export interface Disposable {
  dispose(): void;
}

/** Owns disposables and disposes them together, the last one first. */
export class DisposableStore implements Disposable {
  readonly #items: Disposable[] = [];
  #isDisposed = false;

  get isDisposed(): boolean {
    return this.#isDisposed;
  }

  /** Takes ownership of `item`. Disposes it at once when the store is disposed already. */
  add<T extends Disposable>(item: T): T {
    if (this.#isDisposed) item.dispose();
    else this.#items.push(item);
    return item;
  }

  dispose(): void {
    this.#isDisposed = true;
    for (const item of this.#items.splice(0).reverse()) item.dispose();
  }
}
