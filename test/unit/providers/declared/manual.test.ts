import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "mocha";
import { parseValid, readDeclared } from "../../../helpers/declaredProvider.ts";

const manual = readFileSync(new URL("../../../../docs/providers.md", import.meta.url), "utf8");
const blocks = [...manual.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json = ""]) => json);

describe("the worked example of docs/providers.md", () => {
  const [reply = "", definition = ""] = blocks;

  it("the worked example reads what the manual says", async () => {
    const { outcome, requests } = await readDeclared(JSON.parse(definition), { "/usage": reply });
    assert.ok(outcome.ok, JSON.stringify(outcome));
    const { meters, plan, isBlocked } = outcome.value;
    assert.deepEqual(
      meters.map(({ id, remaining, limit, resetsAt, unit }) => [id, remaining, limit, resetsAt, unit.code]),
      [
        ["credits", "3765.5", "5000", "2026-12-01T00:00:00.000Z", undefined],
        ["wallet", "19.99", undefined, undefined, "EUR"],
      ],
    );
    assert.deepEqual([plan, isBlocked], ["Team", false]);
    assert.ok(requests[0]?.headers["x-acme-key"]);
  });

  it("the worked example distinguishes a missing scope from a wrong key", async () => {
    for (const [code, kind] of [
      ["scope_missing", "forbidden"],
      ["bad_key", "keyRejected"],
    ]) {
      const error = { status: 401, body: JSON.stringify({ error: { code } }) };
      const { outcome } = await readDeclared(JSON.parse(definition), { "/usage": error });
      assert.equal(!outcome.ok && outcome.failure.kind, kind);
    }
  });

  it("the manual names every field of the worked example", () => {
    for (const field of Object.keys(parseValid(JSON.parse(definition))))
      assert.match(manual, new RegExp(`\`${field}\``));
  });
});
