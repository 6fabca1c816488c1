import { success } from "./core/readings/outcome.ts";
import type { MeterReading } from "./core/readings/snapshot.ts";
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
  const samples = samplesOf(sample);
  const requireSample = (providerId: string) => {
    const found = samples.find(({ id }) => id === providerId);
    if (!found) throw new Error(`no sample of ${providerId}`);
    return found;
  };
  return {
    baseUrl: (providerId) => sample.baseUrl(requireSample(providerId).id),
    key: (providerId) => requireSample(providerId).key,
    metersAt: (providerId, atMs) => metersAt(sample, requireSample(providerId).id, atMs),
    close: () => sample.close(),
  };
}

function samplesOf({ credentials }: SampleProviders) {
  const { poof, depicta, richUtilities, easySlip, coals } = credentials;
  const key = (text: string): CredentialInput => ({ kind: "key", key: text });
  const { email, password } = richUtilities;
  const signIn: CredentialInput = { kind: "signIn", email, password };
  return [
    { id: "poof", key: key(poof.key) },
    { id: "depicta", key: key(depicta.key) },
    { id: "richUtilities", key: signIn },
    { id: "easySlip", key: key(easySlip.key) },
    { id: "coals", key: key(coals.key) },
  ] as const;
}

type SampleId = ReturnType<typeof samplesOf>[number]["id"];

/** Reads a past reply with the adapter that also reads live replies, without an HTTP request. */
async function metersAt(
  sample: SampleProviders,
  id: SampleId,
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
