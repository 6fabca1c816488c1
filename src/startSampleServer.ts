import type { SampleProviders } from "./sample/sampleProviders.ts";
import type { GivenKey } from "./services/proveKey.ts";
import type { SampleServer } from "./services/sampleAccounts.ts";

/** Starts the loopback server behind the sample accounts; its code is loaded only now. */
export async function startSampleServer(port: number | undefined): Promise<SampleServer> {
  const { startSampleProviders } = await import("./sample/sampleProviders.ts");
  const sample = await startSampleProviders(port === undefined ? {} : { port });
  const keys = keysOf(sample);
  const find = (providerId: string) => {
    const found = keys.find(({ id }) => id === providerId);
    if (!found) throw new Error(`no sample of ${providerId}`);
    return found;
  };
  return {
    baseUrl: (providerId) => sample.baseUrl(find(providerId).id),
    key: (providerId) => find(providerId).key,
    close: () => sample.close(),
  };
}

function keysOf({ credentials }: SampleProviders) {
  const { poof, depicta, richUtilities, easySlip, coals } = credentials;
  const key = (text: string): GivenKey => ({ kind: "key", key: text });
  const { email, password } = richUtilities;
  return [
    { id: "poof", key: key(poof.key) },
    { id: "depicta", key: key(depicta.key) },
    { id: "richUtilities", key: { kind: "signIn", email, password } as GivenKey },
    { id: "easySlip", key: key(easySlip.key) },
    { id: "coals", key: key(coals.key) },
  ] as const;
}
