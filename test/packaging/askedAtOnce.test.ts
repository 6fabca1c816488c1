import assert from "node:assert/strict";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { before, describe, it } from "mocha";
import { minuteMs, secondMs } from "../../src/core/time/durations.ts";
import { poof } from "../../src/providers/builtIn/poof.ts";
import type { Adapter } from "../../src/providers/provider.ts";
import { LocalAccess } from "../../src/ui/localAccess/localAccess.lazy.ts";
import { eventually } from "../helpers/eventually.ts";
import { FakeClock } from "../helpers/fakeClock.ts";
import { createTestServices, type TestServices } from "../helpers/testServices.ts";
import { connectAgent, textOf } from "./helpers/agentClient.ts";
import { builtCommandLine, runCommandLine } from "./helpers/commandLine.ts";

const intervalMs = 5 * minuteMs;

/** Holds the provider's replies while it is closed. */
class Gate {
  #open: (() => void) | undefined;
  #passed: Promise<void> = Promise.resolve();
  close(): void {
    this.#passed = new Promise((resolve) => {
      this.#open = resolve;
    });
  }
  open(): void {
    this.#open?.();
  }
  pass(): Promise<void> {
    return this.#passed;
  }
}

/** Two windows that poll one account, on a clock that the test moves, and listen for other programs. */
async function openTwoWindows() {
  const gate = new Gate();
  const gated: Adapter = {
    ...poof,
    read: async (context) => {
      await gate.pass();
      return await poof.read(context);
    },
  };
  const clock = new FakeClock(Date.now());
  const services = await createTestServices({ clock, adapters: { poof: gated } });
  const { key } = services.sample.credentials.poof;
  services.sample.accounts.set("poof", { maxCredits: "100", usedCredits: "50" });
  await services.add("poof", { kind: "key", key });
  const second = services.openWindow();
  await second.poller.start();
  const asked: string[] = [];
  const accesses = [services, second].map((window) => giveAccess(services, window, asked));
  for (const access of accesses) await access.listen();
  const sent = () => services.sample.requests.list("poof").length;
  return {
    clock,
    gate,
    pollers: [services.poller, second.poller],
    storage: services.folder.path,
    sent,
    /** What other programs asked the windows for. */
    asked,
    async [Symbol.asyncDispose]() {
      for (const access of accesses) access.dispose();
      second.dispose();
      await services[Symbol.asyncDispose]();
    },
  };
}

function giveAccess(
  { folder, settings, clock }: TestServices,
  { poller, providerRegistry }: Pick<TestServices, "poller" | "providerRegistry">,
  asked: string[],
) {
  const log = { info: () => {}, warn: assert.fail, error: assert.fail };
  const accountViews = {
    onDidChange: poller.onDidChange,
    statuses: () => poller.statuses(),
    textContext: () => ({ locale: "en", nowMs: clock.now(), timeZone: "UTC", hideAmounts: false }),
  };
  const askedPoller = {
    status: (accountId: string) => poller.status(accountId),
    renew: (accountId: string) => {
      asked.push(accountId);
      return poller.renew(accountId);
    },
  };
  const context = {
    accountViews,
    log,
    poller: askedPoller,
    providerRegistry,
    settings,
    storageFolder: folder.path,
  };
  const reportBug = (error: unknown) => assert.fail(String(error));
  return new LocalAccess({ context: context as never, reportBug });
}

describe("two windows and an agent that ask at once", () => {
  before(async function () {
    this.timeout(2 * minuteMs);
    await builtCommandLine();
  });

  const ask = async (agent: Client, maxAge: string) =>
    textOf(
      await agent.callTool({ name: "check_credits", arguments: { account: "poof", amount: "1", maxAge } }),
    );

  it("an agent whose question the last reading answers causes no request and moves no poll", async () => {
    await using windows = await openTwoWindows();
    const { clock, sent, storage } = windows;
    const agent = await connectAgent(storage);
    try {
      const first = sent();
      for (let round = 1; round <= 4; round += 1) {
        await clock.advance(minuteMs);
        assert.match(await ask(agent, "10m"), /: yes, enough for 1 credit/);
      }
      const { code } = await runCommandLine(["check", "poof", "1", "--max-age", "10m"], storage);
      assert.equal(code, 0);
      await clock.advance(minuteMs - secondMs);
      assert.equal(sent(), first);
      await clock.advance(2 * secondMs);
      await eventually(() => assert.equal(sent(), first + 1));
      // The other window takes that reading over.
      await clock.advance(intervalMs / 2);
      assert.equal(sent(), first + 1);
    } finally {
      await agent.close();
    }
  });

  it("two windows, an agent and a terminal that want a new reading at once share one request", async () => {
    await using windows = await openTwoWindows();
    const { asked, clock, gate, pollers, sent, storage } = windows;
    const agent = await connectAgent(storage);
    try {
      await clock.advance(minuteMs);
      const first = sent();
      gate.close();
      const refreshes = Promise.all(pollers.map((poller) => poller.refresh("poof")));
      const answers = Promise.all([ask(agent, "0s"), ask(agent, "0s")]);
      const check = runCommandLine(["check", "poof", "50", "--max-age", "0s"], storage);
      await eventually(() => assert.equal(asked.length, 3));
      gate.open();
      const ticking = setInterval(() => void clock.advance(100), 20);
      const [texts, { code }] = await Promise.all([answers, check, refreshes]).finally(() =>
        clearInterval(ticking),
      );
      for (const text of texts) assert.match(text, /: yes, enough .*Read just now\./);
      assert.equal(code, 0);
      assert.equal(sent(), first + 1);
    } finally {
      await agent.close();
    }
  });

  it("a window writes while other programs have the history open", async () => {
    await using windows = await openTwoWindows();
    const { clock, pollers, sent, storage } = windows;
    const agent = await connectAgent(storage);
    // A program in the middle of a read.
    const reader = new DatabaseSync(path.join(storage, "history.db"), { readOnly: true });
    try {
      reader.exec("BEGIN");
      reader.prepare("SELECT count(*) FROM sqlite_schema").get();
      for (let round = 0; round < 20; round += 1) {
        const reading = ask(agent, "1h");
        await clock.advance(secondMs);
        await pollers[round % 2]?.refresh("poof");
        assert.match(await reading, /: yes, /);
      }
      assert.ok(sent() >= 20);
      for (const poller of pollers) assert.equal(poller.status("poof")?.failure, undefined);
    } finally {
      reader.close();
      await agent.close();
    }
  });
});
