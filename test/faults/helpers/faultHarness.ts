import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import type { Account } from "../../../src/core/accounts/account.ts";
import type { AccountStatus } from "../../../src/core/accounts/accountStatus.ts";
import { adapters } from "../../../src/providers/adapters.lazy.ts";
import { findProvider } from "../../../src/providers/builtIn/builtInProviders.ts";
import { createJsonClient } from "../../../src/providers/http/jsonClient.ts";
import { createServices } from "../../../src/services/createServices.ts";
import { KeyStore } from "../../../src/store/secrets/keyStore.ts";
import { FakeClock } from "../../helpers/fakeClock.ts";
import { fixture } from "../../helpers/fixture.ts";
import { MemorySecrets } from "../../helpers/memorySecrets.ts";
import { MemorySettings } from "../../helpers/memorySettings.ts";
import { declaredIn, memoryIds } from "../../helpers/temporaryFolder.ts";
import { reply } from "./replies.ts";
import { type Identity, type ReceivedRequest, type Script, scriptedServer } from "./scriptedServer.ts";

const goodFixtures = {
  poof: "poof/good",
  depicta: "depicta/good",
  "rich-utilities": "richUtilities/credits",
  "easy-slip": "easySlip/good",
  coals: "coals/good",
} as const;

const providerIds: Readonly<Record<string, string>> = {
  "rich-utilities": "richUtilities",
  "easy-slip": "easySlip",
};
export const accountIds = Object.keys(goodFixtures);

/** The account that a request is about: each has a path of its own. */
export function accountOf({ path }: ReceivedRequest): string {
  return path.split("/")[1] ?? "";
}

/** The documented reply of an account's provider. */
export function goodBody(accountId: string): string {
  return fixture(`${goodFixtures[accountId as keyof typeof goodFixtures]}.json`);
}

/** Each provider's documented reply, changed where a change is given. */
export function goodReplies(change: (body: string) => string = (body) => body): Script {
  return (socket, asked) => reply(200, change(goodBody(accountOf(asked))))(socket, asked);
}

/** The machine may be busy with other tests. */
export const patientMs = 8000;

export interface WeatherOptions {
  readonly identity?: Identity;
  /** Where the accounts are read instead of the server's own origin. */
  readonly origin?: string;
}

/**
 * An account of every provider, read by the real poller, adapters and client over real connections. Only the
 * clock and the settings are stand-ins; there is no history.
 */
export async function createFaultHarness({ identity, origin }: WeatherOptions = {}) {
  const clock = new FakeClock();
  const server = await scriptedServer(goodReplies(), identity);
  const at = origin ?? server.origin;
  const secrets = new MemorySecrets();
  const keys = new KeyStore(secrets);
  const entries = accountIds.map((id): Account => {
    return { id, provider: providerIds[id] ?? id, label: id, baseUrl: `${at}/${id}` };
  });
  for (const { id, provider } of entries) {
    const key = `canary_${id}_0123456789`;
    const credential = findProvider(provider)?.signsIn
      ? ({ kind: "session", refreshToken: `${key}_refresh`, accessToken: key } as const)
      : ({ kind: "key", key } as const);
    await keys.set(id, { origin: at, credential });
  }
  const bugs: unknown[] = [];
  const limit = { ms: patientMs };
  const settings = new MemorySettings(entries);
  const window = createServices({
    clock,
    random: () => 0.5,
    settings,
    secrets,
    loadDeclared: () => declaredIn(settings),
    knownProviders: memoryIds(),
    loadWire: async () => ({
      adapters,
      request: (request) =>
        createJsonClient({ userAgent: "credit-monitor/test", now: () => clock.now(), timeoutMs: limit.ms })(
          request,
        ),
    }),
    // Balances need none; the ledger that Rich Utilities has would be fetched too.
    openHistory: async () => ({ kind: "off", reason: "noModule" }),
    isFocused: true,
    report: () => {},
    reportBug: (error) => bugs.push(error),
  });
  const { poller } = window;
  const isBusy = () => poller.statuses().some(({ isReading }) => isReading);
  const house = {
    clock,
    server,
    poller,
    bugs,
    /** Runs while the whole exchange has only so long. */
    async within(ms: number, work: () => Promise<void>): Promise<void> {
      limit.ms = ms;
      await work();
      limit.ms = patientMs;
    },
    status(accountId: string): AccountStatus {
      const found = poller.statuses().find(({ account }) => account.id === accountId);
      assert.ok(found);
      return found;
    },
    /** Time goes by; what is due then is read over the real network. */
    async pass(ms: number): Promise<void> {
      clock.jump(ms);
      // The next look at the wall clock.
      await clock.pass(20_000);
      while (isBusy()) await wait(2);
    },
    /** How often each account was asked for since the last time. */
    asked(): Readonly<Record<string, number>> {
      const counts = Object.groupBy(server.asked.splice(0), accountOf);
      return Object.fromEntries(Object.entries(counts).map(([id, list = []]) => [id, list.length]));
    },
    async [Symbol.asyncDispose]() {
      window.dispose();
      await server[Symbol.asyncDispose]();
    },
  };
  await poller.start();
  await house.pass(0);
  return house;
}

export type WeatherHouse = Awaited<ReturnType<typeof createFaultHarness>>;
