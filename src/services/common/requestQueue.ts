import type { Clock } from "./clock.ts";

/** What decides when a request is sent. A waiting one may become urgent; `RequestQueue.update` then has to be called. */
export interface QueuedRequest {
  /** The origin that it goes to. */
  readonly origin: string;
  /** A person waits for it: it goes before the others. */
  isUrgent: boolean;
}

interface Waiting {
  readonly request: QueuedRequest;
  readonly start: (running: Running) => void;
}

interface Running {
  readonly origin: string;
  /** Epoch milliseconds. */
  readonly startedMs: number;
}

export const maxConcurrentRequests = 6;
/** While others wait or the origin is slow, so that a host that does not answer delays only its own accounts. */
const maxPerOrigin = 3;
/** A request that takes longer takes no place from those of other origins. */
const slowAfterMs = 2_000;

/**
 * Runs six requests at once, the urgent ones first, then those of the origin with the fewest, in order. Requests that are
 * queued together are judged together.
 */
export class RequestQueue {
  readonly #clock: Clock;
  readonly #running = new Set<Running>();
  #waiting: readonly Waiting[] = [];
  #stopTimer = () => {};

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async run<T>(request: QueuedRequest, task: () => Promise<T>): Promise<T> {
    const running = await new Promise<Running>((start) => {
      this.#waiting = [...this.#waiting, { request, start }];
      queueMicrotask(() => this.update());
    });
    try {
      return await task();
    } finally {
      this.#running.delete(running);
      this.update();
    }
  }

  /** Starts what may start now. */
  update(): void {
    for (let next = this.#next(); next; next = this.#next()) {
      const { request, start } = next;
      this.#waiting = this.#waiting.filter((other) => other !== next);
      const running = { origin: request.origin, startedMs: this.#clock.now() };
      this.#running.add(running);
      start(running);
    }
    this.#scheduleUpdate();
  }

  #next(): Waiting | undefined {
    const [first] = this.#waiting
      .filter(({ request }) => this.#mayStart(request.origin))
      .toSorted(
        ({ request: a }, { request: b }) =>
          Number(b.isUrgent) - Number(a.isUrgent) || this.#countOf(a.origin) - this.#countOf(b.origin),
      );
    return first;
  }

  #mayStart(origin: string): boolean {
    const isShared = [...this.#running, ...this.#waiting.map(({ request }) => request)].some(
      (other) => other.origin !== origin,
    );
    const isSlow = [...this.#running].some((other) => other.origin === origin && this.#slowInMs(other) <= 0);
    const limit = isShared || isSlow ? maxPerOrigin : maxConcurrentRequests;
    return this.#countOf(origin) < limit && this.#busyFor(origin) < maxConcurrentRequests;
  }

  #countOf(origin: string): number {
    return [...this.#running].filter((running) => running.origin === origin).length;
  }

  /** The places that are taken, as a request to `origin` sees it: slow and further requests of others take none. */
  #busyFor(origin: string): number {
    const counts = new Map<string, number>();
    for (const running of this.#running) {
      const count = counts.get(running.origin) ?? 0;
      if (running.origin === origin) counts.set(origin, count + 1);
      else if (this.#slowInMs(running) > 0) counts.set(running.origin, Math.min(maxPerOrigin, count + 1));
    }
    return [...counts.values()].reduce((sum, count) => sum + count, 0);
  }

  /** The clock may have been set meanwhile, in either direction. */
  #slowInMs({ startedMs }: Running): number {
    return slowAfterMs - Math.abs(this.#clock.now() - startedMs);
  }

  /** A waiting request starts once those of other origins have become slow. */
  #scheduleUpdate(): void {
    this.#stopTimer();
    this.#stopTimer = () => {};
    const delaysMs = [...this.#running]
      .filter((running) => this.#waiting.some(({ request }) => request.origin !== running.origin))
      .map((running) => this.#slowInMs(running))
      .filter((delayMs) => delayMs > 0);
    if (delaysMs.length > 0) this.#stopTimer = this.#clock.after(Math.min(...delaysMs), () => this.update());
  }
}
