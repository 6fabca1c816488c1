import { success } from "./core/readings/outcome.ts";
import type { MeterReading } from "./core/readings/snapshot.ts";
import { type SampleProviderId, sampleProviderIds } from "./sample/http/sampleApi.ts";
import { sampleKeys, sampleSignIn } from "./sample/simulation/keys.ts";
import { type SampleProviders, startSampleProviders } from "./sample/startServer.ts";
import type { CredentialInput } from "./services/credentials/verifyKey.ts";
import type { SampleServer } from "./services/sampleAccounts.ts";

/**
 * Starts the loopback server that the sample accounts are read from. Its ledger begins on the first day of this month a
 * year ago: that is inside the default retention, and the same after a restart.
 */
export async function startSampleServer(port: number | undefined): Promise<SampleServer> {
  const now = new Date();
  const ledger = { broughtForwardAtMs: Date.UTC(now.getUTCFullYear() - 1, now.getUTCMonth()) };
  const sample = await startSampleProviders(port === undefined ? { ledger } : { ledger, port });
  return {
    baseUrl: (providerId) => sample.baseUrl(requireSampleId(providerId)),
    metersAt: (providerId, atMs) => metersAt(sample, requireSampleId(providerId), atMs),
    close: () => sample.close(),
  };
}

/** The key that every sample server accepts. */
export function sampleKey(providerId: string): CredentialInput {
  const id = requireSampleId(providerId);
  return id === "richUtilities"
    ? { kind: "signIn", ...sampleSignIn }
    : { kind: "key", key: sampleKeys[id].key };
}

function requireSampleId(providerId: string): SampleProviderId {
  const id = sampleProviderIds.find((sample) => sample === providerId);
  if (!id) throw new Error(`no sample of ${providerId}`);
  return id;
}

/** Reads a past reply with the adapter that also reads live replies, without an HTTP request. */
async function metersAt(
  sample: SampleProviders,
  id: SampleProviderId,
  atMs: number,
): Promise<readonly MeterReading[]> {
  const { adapters, parseExactJson } = await import("./providers/adapters.lazy.ts");
  const body = parseExactJson(sample.balanceReplyAt(id, atMs));
  const baseUrl = sample.baseUrl(id);
  const outcome = await adapters[id]?.read({
    request: async () => success({ status: 200, headers: new Headers(), body, receivedAtMs: atMs }),
    endpoint: { origin: baseUrl, host: baseUrl, baseUrl },
    nowMs: atMs,
    signal: new AbortController().signal,
    secret: "",
  });
  return outcome?.ok ? outcome.value.meters : [];
}
