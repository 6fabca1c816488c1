import type { Account } from "../../src/core/accounts/account.ts";
import { parseEndpoint } from "../../src/core/credentials/endpoint.ts";
import { type SampleProviderId, sampleProviderIds } from "../../src/sample/http/sampleApi.ts";
import {
  type SampleOptions,
  type SampleProviders,
  startSampleProviders,
} from "../../src/sample/startServer.ts";
import { KeyStore, type SecretStore } from "../../src/store/secrets/keyStore.ts";
import type { Credential } from "../../src/store/secrets/storedKey.ts";

/** An account, and the server of its provider. */
export interface SampleAccount {
  readonly account: Account;
  readonly provider: SampleProviderId;
  readonly server: SampleProviders;
}

/** Several sample servers, each with an account of every provider: `poof-1`, `depicta-1`, …, `poof-2`, … */
export interface SampleServers extends AsyncDisposable {
  readonly servers: readonly SampleProviders[];
  readonly accounts: readonly SampleAccount[];
  /** Stores the keys of all accounts where the windows look for them. */
  storeKeys(secrets: SecretStore): Promise<void>;
}

/** Starts servers; `fieldsOf` gives the accounts of a server further fields. */
export async function startSampleServers(
  count: number,
  options: SampleOptions,
  fieldsOf: (index: number) => Partial<Account> = () => ({}),
): Promise<SampleServers> {
  const servers = await Promise.all(
    Array.from({ length: count }, (_, index) => startSampleProviders({ ...options, seed: index + 1 })),
  );
  const accounts = servers.flatMap((server, index) =>
    sampleProviderIds.map((provider): SampleAccount => {
      const id = `${provider.toLowerCase()}-${index + 1}`;
      const account = { id, provider, label: id, baseUrl: server.baseUrl(provider), ...fieldsOf(index) };
      return { account, provider, server };
    }),
  );
  return {
    servers,
    accounts,
    async storeKeys(secrets) {
      const keys = new KeyStore(secrets);
      for (const { account, provider, server } of accounts) {
        const endpoint = parseEndpoint(server.baseUrl(provider));
        if (!endpoint) throw new Error(`no endpoint: ${server.baseUrl(provider)}`);
        await keys.set(account.id, { origin: endpoint.origin, credential: credentialOf(server, provider) });
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
