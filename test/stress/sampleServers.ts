import type { Account } from "../../src/core/accounts/account.ts";
import { parseEndpoint } from "../../src/core/credentials/endpoint.ts";
import { type SampleProviderId, sampleProviderIds } from "../../src/sample/http/exchange.ts";
import {
  type SampleOptions,
  type SampleProviders,
  startSampleProviders,
} from "../../src/sample/startServer.ts";
import { KeyStore, type SecretStore } from "../../src/store/secrets/keyStore.ts";
import type { Credential } from "../../src/store/secrets/storedKey.ts";

/** What is asked for a balance, after the base URL. */
export const readPath: Readonly<Record<SampleProviderId, string>> = {
  poof: "/me",
  depicta: "/v1/account/profile",
  richUtilities: "/auth/account/credits",
  easySlip: "/me",
  coals: "/account",
};

/** An account, and where its provider lives. */
export interface Resident {
  readonly account: Account;
  readonly provider: SampleProviderId;
  readonly server: SampleProviders;
}

/** Several sample servers, each with an account of every provider: `poof-1`, `depicta-1`, …, `poof-2`, … */
export interface SampleTown extends AsyncDisposable {
  readonly servers: readonly SampleProviders[];
  readonly residents: readonly Resident[];
  /** Puts the keys of all accounts where the windows look for them. */
  giveKeys(secrets: SecretStore): Promise<void>;
}

export async function startSampleServers(
  count: number,
  options: SampleOptions,
  more: (index: number) => Partial<Account> = () => ({}),
): Promise<SampleTown> {
  const servers = await Promise.all(
    Array.from({ length: count }, (_, index) => startSampleProviders({ ...options, seed: index + 1 })),
  );
  const residents = servers.flatMap((server, index) =>
    sampleProviderIds.map((provider): Resident => {
      const id = `${provider.toLowerCase()}-${index + 1}`;
      const account = { id, provider, label: id, baseUrl: server.baseUrl(provider), ...more(index) };
      return { account, provider, server };
    }),
  );
  return {
    servers,
    residents,
    async giveKeys(secrets) {
      const keyStore = new KeyStore(secrets);
      for (const { account, provider, server } of residents) {
        const endpoint = parseEndpoint(server.baseUrl(provider));
        if (!endpoint) throw new Error(`no endpoint: ${server.baseUrl(provider)}`);
        await keyStore.set(account.id, {
          origin: endpoint.origin,
          credential: credentialOf(server, provider),
        });
      }
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}

function credentialOf({ credentials }: SampleProviders, provider: SampleProviderId): Credential {
  if (provider !== "richUtilities") return { kind: "key", key: credentials[provider].key };
  const { refreshToken, accessToken } = credentials.richUtilities;
  return { kind: "session", refreshToken, accessToken };
}
