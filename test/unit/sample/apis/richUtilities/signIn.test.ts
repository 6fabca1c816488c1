import assert from "node:assert/strict";
import { dayMs, minuteMs } from "../../../../../src/core/time/durations.ts";
import { sampleSignIn } from "../../../../../src/sample/simulation/keys.ts";
import { startSampleProviders } from "../../../../../src/sample/startServer.ts";
import { jsonFixture } from "../../../../helpers/fixture.ts";
import { sampleSession } from "../../helpers/sampleSession.ts";
import { shapeOf } from "../../helpers/shapeOf.ts";

describe("sample Rich Utilities sign-in", () => {
  const session = sampleSession();
  const post = (path: string, body: unknown) =>
    session.send("richUtilities", path, undefined, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  const refresh = (token: string) => post("/auth/refresh", { refresh_token: token });
  const credits = (token?: string) => session.send("richUtilities", "/auth/account/credits", token);

  it("the sample sign-in gives JSON Web Tokens that are valid for fifteen minutes and seven days", async () => {
    const { status, json } = await post("/auth/login", sampleSignIn);
    assert.equal(status, 200);
    assert.deepEqual(shapeOf(json), shapeOf(jsonFixture("richUtilities/login.json")));
    const accessClaims = claimsOf(`${json.access_token}`);
    const refreshClaims = claimsOf(`${json.refresh_token}`);
    assert.equal(accessClaims.exp - accessClaims.iat, 900);
    assert.equal(refreshClaims.exp - refreshClaims.iat, 7 * 86_400);
    assert.ok(Math.abs(accessClaims.iat - Date.now() / 1000) < 5);
    assert.equal((await credits(`${json.access_token}`)).status, 200);
  });

  it("the sample sign-in rejects a wrong password, a malformed body and missing fields", async () => {
    assert.equal((await post("/auth/login", { ...sampleSignIn, password: "no" })).status, 401);
    assert.equal((await post("/auth/login", "{")).status, 400);
    assert.equal((await post("/auth/login", { email: sampleSignIn.email })).status, 422);
    assert.equal((await post("/auth/refresh", {})).status, 422);
    assert.equal((await session.send("richUtilities", "/auth/login")).status, 405);
  });

  it("the sample account rejects a missing or forged token, an API key and a refresh token", async () => {
    const { refreshToken, accessToken } = session.sample.tokens.issue();
    const forged = `${accessToken.slice(0, -2)}xx`;
    for (const token of [undefined, forged, "ru_v2_abc", refreshToken, "a.b", ""]) {
      const { status, json } = await credits(token);
      assert.equal(status, 401);
      assert.deepEqual(shapeOf(json), shapeOf(jsonFixture("richUtilities/error-401.json")));
    }
  });

  it("a sample access token expires", async () => {
    const { accessToken } = session.sample.tokens.issue();
    session.sample.clock.advance(14 * minuteMs + 50_000);
    assert.equal((await credits(accessToken)).status, 200);
    session.sample.clock.advance(20_000);
    assert.equal((await credits(accessToken)).status, 401);
  });

  it("a sample refresh token is rotated, and its reuse is rejected and counted", async () => {
    const { refreshToken } = session.sample.tokens.issue();
    const before = session.sample.tokens.reuses;
    const first = await refresh(refreshToken);
    assert.equal(first.status, 200);
    assert.equal((await credits(`${first.json.access_token}`)).status, 200);
    assert.equal((await refresh(refreshToken)).status, 401);
    assert.equal(session.sample.tokens.reuses, before + 1);
    assert.equal((await refresh(`${first.json.refresh_token}`)).status, 200);
    assert.equal(session.sample.tokens.reuses, before + 1);
  });

  it("a sample refresh token expires after a week", async () => {
    const { refreshToken } = session.sample.tokens.issue();
    session.sample.clock.advance(7 * dayMs + 1000);
    assert.equal((await refresh(refreshToken)).status, 401);
  });

  it("a sample refresh token is used up even when the reply never arrives", async () => {
    const { refreshToken } = session.sample.tokens.issue();
    session.sample.faults.add("richUtilities", { kind: "reset", at: "body" }, { path: "/auth/refresh" });
    await assert.rejects(refresh(refreshToken));
    assert.equal((await refresh(refreshToken)).status, 401);
  });

  it("the sample server revokes its tokens when a test asks for it", async () => {
    const { accessToken, refreshToken } = session.sample.tokens.issue();
    session.sample.tokens.revoke("access");
    assert.equal((await credits(accessToken)).status, 401);
    session.sample.tokens.revoke("refresh");
    assert.equal((await refresh(refreshToken)).status, 401);
  });

  it("the sample server accepts the tokens of an earlier run with the same secret", async () => {
    const first = await startSampleProviders({ secret: "of the test" });
    const { refreshToken } = first.credentials.richUtilities;
    await first.close();
    const second = await startSampleProviders({ secret: "of the test" });
    assert.ok(second.tokens.refresh(refreshToken));
    await second.close();
  });
});

function claimsOf(token: string): { readonly iat: number; readonly exp: number } {
  return JSON.parse(Buffer.from(`${token.split(".")[1]}`, "base64url").toString());
}
