import type { Json } from "./exactJson.ts";

/** Where each provider's API stands on the sample server; mirrors the documented path before the endpoint. */
export const samplePrefixes = {
  poof: "/poof/v1",
  depicta: "/depicta",
  richUtilities: "/rich-utilities",
  easySlip: "/easyslip/api/v1",
  coals: "/coals/api/v1/convertacoal",
} as const;

export type SampleProviderId = keyof typeof samplePrefixes;

export const sampleProviderIds: readonly SampleProviderId[] = [
  "poof",
  "depicta",
  "richUtilities",
  "easySlip",
  "coals",
];

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
