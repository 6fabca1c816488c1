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

  const invalidCertificates: readonly (readonly [defect: string, certificate: ServerIdentity])[] = [
    ["is for another host", trusted.issue({ ...here, host: "elsewhere.example" })],
    ["is for another address", trusted.issue({ ...here, host: "127.0.0.2" })],
    ["has expired", trusted.issue({ ...here, toMs: nowMs - dayMs })],
    ["is not valid yet", trusted.issue({ ...here, fromMs: nowMs + dayMs })],
    ["is signed by an unknown authority", createCertificateAuthority().issue(here)],
    ["is self-signed", { key: fixture("tls/key.pem"), cert: fixture("tls/certificate.pem") }],
  ];

  for (const [defect, certificate] of invalidCertificates) {
    it(`a provider gets no key while its certificate ${defect}, and is read again afterwards`, async () => {
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

describe("a provider with an unknown host name", () => {
  it("a provider with an unknown host name is unreachable, and its balance is unknown", async () => {
    // The name is too long for a name server, so that no network can answer.
    await using harness = await createFaultHarness({ origin: `https://${"x".repeat(64)}.invalid` });
    for (const id of accountIds) {
      assert.deepEqual(harness.status(id).failure, { kind: "unreachable", reason: "dns" }, id);
      assert.equal(harness.status(id).reading, undefined, id);
    }
  });
});
