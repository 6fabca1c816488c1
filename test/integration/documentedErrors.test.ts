import assert from "node:assert/strict";
import type { ProblemKind } from "../../src/core/accounts/accountState.ts";
import type { SampleProviderId } from "../../src/sample/http/sampleApi.ts";
import { getAccount } from "./helpers/creditMonitor.ts";
import { fixture } from "./helpers/fixture.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { runCommand } from "./helpers/runCommand.ts";

type Row = readonly [file: string, status: number, kind: ProblemKind, pattern: RegExp];

const wait = /asked us to wait\. Next read after \d/;

const documented: { readonly [Id in SampleProviderId]: readonly Row[] } = {
  poof: [
    ["error-400", 400, "providerError", /400, validation_error/],
    ["error-401", 401, "keyRejected", /rejected the key \(401, authentication_error.*Enter a valid one/],
    ["error-402", 402, "providerError", /402, payment_required: Your organization has no credits left/],
    ["error-403", 403, "forbidden", /permission_denied: Your organization is suspended/],
    ["error-429", 429, "rateLimited", wait],
    ["error-500", 500, "providerError", /internal_server_error/],
    ["error-502", 502, "providerError", /upstream_error/],
  ],
  depicta: [
    ["error-400", 400, "providerError", /\(400, /],
    ["error-401", 401, "keyRejected", /auth_invalid/],
    ["error-402", 402, "providerError", /credit_insufficient/],
    ["error-403", 403, "forbidden", /auth_email_not_verified: Verify your email/],
    ["error-403-suspended", 403, "forbidden", /account_suspended/],
    ["error-403-content", 403, "forbidden", /content_rejected/],
    ["error-404", 404, "providerError", /\(404, /],
    ["error-409", 409, "providerError", /\(409, /],
    ["error-413", 413, "providerError", /\(413, /],
    ["error-422", 422, "providerError", /\(422, /],
    ["error-429", 429, "rateLimited", wait],
    ["error-451", 451, "providerError", /\(451, /],
    ["error-500", 500, "providerError", /internal_error/],
    ["error-502", 502, "providerError", /\(502, /],
    ["error-503", 503, "providerError", /\(503, /],
  ],
  richUtilities: [
    ["error-400", 400, "providerError", /\(400, /],
    ["error-401", 401, "keyRejected", /401, The access token is invalid/],
    ["error-403", 403, "forbidden", /This account is suspended/],
    ["error-404", 404, "providerError", /\(404, Not found/],
    ["error-422", 422, "providerError", /\(422, /],
    ["error-429", 429, "rateLimited", wait],
    ["error-500", 500, "providerError", /Internal server error/],
  ],
  easySlip: [
    ["error-401", 401, "keyRejected", /401, unauthorized/],
    ["error-403", 403, "forbidden", /access_denied/],
    ["error-429", 429, "rateLimited", wait],
    ["error-500", 500, "providerError", /server_error/],
  ],
  coals: [
    ["error-401", 401, "keyRejected", /UNAUTHORIZED: Invalid or missing API key/],
    ["error-401-text", 401, "keyRejected", /rejected the key \(401, \w/],
    ["error-403", 403, "forbidden", /needs the scope convertacoal:read/],
    ["error-422", 422, "providerError", /\(422, /],
    ["error-429", 429, "rateLimited", wait],
    ["error-500", 500, "providerError", /INTERNAL_ERROR/],
  ],
};

describe("documented errors over HTTP", () => {
  const session = hostSession({ keepsAccounts: true });
  const ids = new Map<SampleProviderId, string>();

  /** Ensures a good reading: after a wait that the provider asked for, with the key entered again. */
  async function ensureGoodReading(provider: SampleProviderId): Promise<string> {
    const existingId = ids.get(provider);
    const accountId = existingId ?? (await session.addAccount(provider));
    const retryAt = existingId && getAccount(existingId).problem?.retryAt;
    if (retryAt) session.advance(Math.max(0, Date.parse(retryAt) - Date.now()) + 1000);
    if (existingId) await runCommand("setKey", { accountId, ...session.credential(provider) });
    ids.set(provider, accountId);
    assert.equal(getAccount(accountId).problem, undefined);
    return accountId;
  }

  async function assertProblem(
    provider: SampleProviderId,
    [file, status, kind, pattern]: Row,
    httpStatus: number,
  ): Promise<void> {
    const accountId = await ensureGoodReading(provider);
    const before = getAccount(accountId);
    const body = fixture(`${provider}/${file}.json`);
    const scope = {
      times: Number.POSITIVE_INFINITY,
      ...(provider === "richUtilities" ? { path: "/auth/account/credits" } : {}),
    };
    session.sample.faults.add(provider, { kind: "status", status: httpStatus, body }, scope);
    await runCommand("refresh", { accountId });
    const { problem, stale, ...rest } = getAccount(accountId);
    const { message, retryAt, ...facts } = problem ?? { message: "" };
    const requestId = /"request_id": "([^"]+)"/.exec(body)?.[1];
    assert.deepEqual(facts, { kind, status, ...(requestId === undefined ? {} : { requestId }) });
    assert.match(message, pattern);
    assert.equal(retryAt !== undefined, kind === "rateLimited");
    assert.equal(stale, true);
    assert.deepEqual({ ...rest, stale: false }, before);
  }

  for (const provider of ["poof", "depicta", "richUtilities", "easySlip", "coals"] as const) {
    for (const row of documented[provider]) {
      const [file, status, kind] = row;
      it(`${provider} ${file} becomes ${kind} and leaves the last good values`, () =>
        assertProblem(provider, row, status));
    }
  }

  for (const row of documented.easySlip) {
    const [, status, kind] = row;
    it(`easySlip's inner status ${status} under HTTP 200 becomes ${kind}`, () =>
      assertProblem("easySlip", row, 200));
  }

  for (const [file, pattern] of [
    ["error-401", /\(200, UNAUTHORIZED: /],
    ["error-422", /\(200, VALIDATION_ERROR: /],
    ["error-500", /\(200, INTERNAL_ERROR: /],
  ] as const) {
    it(`coals ${file} with success false under HTTP 200 becomes providerError with its code`, () =>
      assertProblem("coals", [file, 200, "providerError", pattern], 200));
  }
});
