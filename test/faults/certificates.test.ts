import assert from "node:assert/strict";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { after, before, describe, it } from "mocha";
import { type Certified, certificateAuthority } from "../helpers/certificates.ts";
import { fixture } from "../helpers/fixture.ts";
import { accountIds, createFaultHarness, goodReplies, type WeatherHouse } from "./helpers/faultHarness.ts";

const dayMs = 86_400_000;
const nowMs = Date.now();
const years = { fromMs: nowMs - 365 * dayMs, toMs: nowMs + 365 * dayMs };
const here = { host: "127.0.0.1", ...years };

describe("every provider behind TLS", () => {
  const trusted = certificateAuthority();
  const good = trusted.issue(here);
  const defaults = getCACertificates("default");
  let house: WeatherHouse;
  before(async () => {
    setDefaultCACertificates([...defaults, trusted.cert]);
    house = await createFaultHarness({ identity: good });
  });
  after(async () => {
    setDefaultCACertificates(defaults);
    await house[Symbol.asyncDispose]();
  });

  const wrong: readonly (readonly [what: string, certificate: Certified])[] = [
    ["is for another host", trusted.issue({ ...here, host: "elsewhere.example" })],
    ["is for another address", trusted.issue({ ...here, host: "127.0.0.2" })],
    ["has expired", trusted.issue({ ...here, toMs: nowMs - dayMs })],
    ["is not valid yet", trusted.issue({ ...here, fromMs: nowMs + dayMs })],
    ["was signed by nobody known", certificateAuthority().issue(here)],
    ["signed itself", { key: fixture("tls/key.pem"), cert: fixture("tls/certificate.pem") }],
  ];

  for (const [what, certificate] of wrong) {
    it(`gets no key from us while its certificate ${what}, and is read again afterwards`, async () => {
      const { server, poller, status, pass, asked } = house;
      server.script = goodReplies();
      server.show(good);
      await pass(90 * 60_000);
      const before = new Map(accountIds.map((id) => [id, status(id).reading]));
      asked();
      server.show(certificate);
      await pass(7 * 60_000);
      assert.deepEqual(asked(), {});
      for (const id of accountIds) {
        const { failure, reading } = status(id);
        assert.deepEqual(failure, { kind: "unreachable", reason: "tls" }, id);
        assert.ok(reading && reading === before.get(id), id);
      }
      server.show(good);
      await poller.refresh();
      for (const id of accountIds) assert.equal(status(id).failure, undefined, id);
    });
  }
});

describe("a provider whose name nobody knows", () => {
  it("is unreachable, and what it has left unknown", async () => {
    // Too long for a name server to be asked: no network answers for it.
    await using house = await createFaultHarness({ origin: `https://${"x".repeat(64)}.invalid` });
    for (const id of accountIds) {
      assert.deepEqual(house.status(id).failure, { kind: "unreachable", reason: "dns" }, id);
      assert.equal(house.status(id).reading, undefined, id);
    }
  });
});
