import assert from "node:assert/strict";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { after, before, describe, it } from "mocha";
import { dayMs, minuteMs } from "../../src/core/time/durations.ts";
import { createCertificateAuthority, type ServerIdentity } from "../helpers/certificates.ts";
import { fixture } from "../helpers/fixture.ts";
import { accountIds, createFaultHarness, type FaultHarness, goodReplies } from "./helpers/faultHarness.ts";

const nowMs = Date.now();
const years = { fromMs: nowMs - 365 * dayMs, toMs: nowMs + 365 * dayMs };
const here = { host: "127.0.0.1", ...years };

describe("every provider behind TLS", () => {
  const trusted = createCertificateAuthority();
  const good = trusted.issue(here);
  const defaults = getCACertificates("default");
  let harness: FaultHarness;
  before(async () => {
    setDefaultCACertificates([...defaults, trusted.cert]);
    harness = await createFaultHarness({ identity: good });
  });
  after(async () => {
    setDefaultCACertificates(defaults);
    await harness[Symbol.asyncDispose]();
  });

  const wrong: readonly (readonly [what: string, certificate: ServerIdentity])[] = [
    ["is for another host", trusted.issue({ ...here, host: "elsewhere.example" })],
    ["is for another address", trusted.issue({ ...here, host: "127.0.0.2" })],
    ["has expired", trusted.issue({ ...here, toMs: nowMs - dayMs })],
    ["is not valid yet", trusted.issue({ ...here, fromMs: nowMs + dayMs })],
    ["was signed by nobody known", createCertificateAuthority().issue(here)],
    ["signed itself", { key: fixture("tls/key.pem"), cert: fixture("tls/certificate.pem") }],
  ];

  for (const [what, certificate] of wrong) {
    it(`gets no key from us while its certificate ${what}, and is read again afterwards`, async () => {
      const { server, poller, status, advance, takeRequestCounts } = harness;
      server.script = goodReplies();
      server.setIdentity(good);
      await advance(90 * minuteMs);
      const before = new Map(accountIds.map((id) => [id, status(id).reading]));
      takeRequestCounts();
      server.setIdentity(certificate);
      await advance(7 * minuteMs);
      assert.deepEqual(takeRequestCounts(), {});
      for (const id of accountIds) {
        const { failure, reading } = status(id);
        assert.deepEqual(failure, { kind: "unreachable", reason: "tls" }, id);
        assert.ok(reading && reading === before.get(id), id);
      }
      server.setIdentity(good);
      await poller.refresh();
      for (const id of accountIds) assert.equal(status(id).failure, undefined, id);
    });
  }
});

describe("a provider whose name nobody knows", () => {
  it("is unreachable, and what it has left unknown", async () => {
    // Too long for a name server to be asked: no network answers for it.
    await using harness = await createFaultHarness({ origin: `https://${"x".repeat(64)}.invalid` });
    for (const id of accountIds) {
      assert.deepEqual(harness.status(id).failure, { kind: "unreachable", reason: "dns" }, id);
      assert.equal(harness.status(id).reading, undefined, id);
    }
  });
});
