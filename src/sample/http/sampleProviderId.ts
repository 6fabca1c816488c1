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
