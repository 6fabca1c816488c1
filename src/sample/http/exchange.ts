import type { Json } from "./exactJson.ts";
import type { SampleProviderId } from "./sampleProviderId.ts";

/** A request as an endpoint sees it: the path is what stands after the provider's base URL. */
export interface SampleRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** Requests of the provider being answered, this one included. */
  readonly inFlight: number;
}

export interface SampleReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: Json;
}

export type SampleApi = (request: SampleRequest) => SampleReply;

export type SampleApis = Readonly<Record<SampleProviderId, SampleApi>>;
