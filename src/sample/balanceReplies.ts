import { SampleAccountStates } from "./accountStates.ts";
import { createSampleApis } from "./apis/allApis.ts";
import type { TokenIssuer } from "./apis/richUtilities/tokenIssuer.ts";
import type { Simulation } from "./createSimulation.ts";
import { writeJson } from "./http/exactJson.ts";
import type { SampleProviderId } from "./http/sampleApi.ts";
import { SampleClock } from "./simulation/clock.ts";
import { sampleKeys } from "./simulation/keys.ts";

/** The path of each provider's balance, after the base URL. */
export const balancePaths = {
  poof: "/me",
  depicta: "/v1/account/profile",
  richUtilities: "/auth/account/credits",
  easySlip: "/me",
  coals: "/account",
} satisfies Record<SampleProviderId, string>;

/** Returns a function that gives the text of a provider's balance reply at any instant. */
export function createBalanceReplies(
  simulation: Simulation,
  tokens: TokenIssuer,
): (provider: SampleProviderId, atMs: number) => string {
  let nowMs = 0;
  const clock = new SampleClock(() => nowMs);
  const apis = createSampleApis(
    new SampleAccountStates(simulation, clock),
    tokens,
    clock,
    Number.POSITIVE_INFINITY,
  );
  const keys = { ...sampleKeys, richUtilities: { key: tokens.issue().accessToken } };
  return (provider, atMs) => {
    nowMs = atMs;
    const { key } = keys[provider];
    const { body } = apis[provider]({
      method: "GET",
      path: balancePaths[provider],
      query: new URLSearchParams(),
      headers: { "x-api-key": key, authorization: `Bearer ${key}` },
      body: "",
      inFlight: 1,
    });
    return writeJson(body);
  };
}
