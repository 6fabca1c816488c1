import type { SampleProviderId } from "./sampleApi.ts";

/** What a request looked like; the values of its headers, where keys are, are not kept. */
export interface RecordedRequest {
  readonly provider: SampleProviderId;
  readonly method: string;
  /** After the base URL, without the query. */
  readonly path: string;
  readonly query: string;
  readonly headerNames: readonly string[];
  readonly userAgent: string | undefined;
  /** By the machine's clock. */
  readonly atMs: number;
}

const maxKept = 20_000;

/** The requests the server received, oldest first, and how many it was answering at once. */
export class RequestLog {
  #requests: RecordedRequest[] = [];
  readonly #inFlight = new Map<SampleProviderId | "all", number>();
  readonly #most = new Map<SampleProviderId | "all", number>();

  /** Returns how many of the provider's requests are in flight now. */
  begin(request: RecordedRequest): number {
    if (this.#requests.length >= maxKept) this.#requests.shift();
    this.#requests.push(request);
    this.#count("all", 1);
    return this.#count(request.provider, 1);
  }

  end(provider: SampleProviderId): void {
    this.#count("all", -1);
    this.#count(provider, -1);
  }

  list(provider?: SampleProviderId): readonly RecordedRequest[] {
    return this.#requests.filter((request) => provider === undefined || request.provider === provider);
  }

  inFlight(provider: SampleProviderId | "all" = "all"): number {
    return this.#inFlight.get(provider) ?? 0;
  }

  maxInFlight(provider: SampleProviderId | "all" = "all"): number {
    return this.#most.get(provider) ?? 0;
  }

  clear(): void {
    this.#requests = [];
    this.#most.clear();
  }

  #count(provider: SampleProviderId | "all", change: number): number {
    const count = this.inFlight(provider) + change;
    this.#inFlight.set(provider, count);
    this.#most.set(provider, Math.max(count, this.maxInFlight(provider)));
    return count;
  }
}
