import type { Json } from "./exactJson.ts";

/** The path of each provider's API on the sample server; it ends like the documented base URL. */
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

/** A request as an endpoint sees it: `path` is the part after the provider's base URL. */
export interface SampleRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** How many requests to the provider are in flight, this one included. */
  readonly inFlight: number;
}

export interface SampleReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: Json;
}

export type SampleApi = (request: SampleRequest) => SampleReply;

export type SampleApis = Readonly<Record<SampleProviderId, SampleApi>>;
