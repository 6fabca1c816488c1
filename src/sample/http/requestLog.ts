import type { SampleProviderId } from "./sampleApi.ts";

/** A received request, without the values of its headers, which contain keys. */
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

const maxRequests = 20_000;

/** The requests that the server received, oldest first, and how many were in flight at once. */
export class RequestLog {
  #requests: RecordedRequest[] = [];
  readonly #inFlight = new Map<SampleProviderId | "all", number>();
  readonly #maxInFlight = new Map<SampleProviderId | "all", number>();

  /** Returns how many of the provider's requests are in flight now. */
  begin(request: RecordedRequest): number {
    if (this.#requests.length >= maxRequests) this.#requests.shift();
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
    return this.#maxInFlight.get(provider) ?? 0;
  }

  clear(): void {
    this.#requests = [];
    this.#maxInFlight.clear();
  }

  #count(provider: SampleProviderId | "all", change: number): number {
    const count = this.inFlight(provider) + change;
    this.#inFlight.set(provider, count);
    this.#maxInFlight.set(provider, Math.max(count, this.maxInFlight(provider)));
    return count;
  }
}
