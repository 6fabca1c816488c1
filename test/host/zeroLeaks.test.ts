import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { env, workspace } from "vscode";
import { sampleProviderIds } from "../../src/sample/sampleProviderId.ts";
import { canaries, wrongKeys } from "./support/canaries.ts";
import { run } from "./support/command.ts";
import { api } from "./support/creditMonitor.ts";
import { hostSession } from "./support/hostSession.ts";
import { filesBelow, findLeaks, formsOf } from "./support/leakScan.ts";
import { refusal } from "./support/refusal.ts";

const always = { times: Number.POSITIVE_INFINITY };
const label = "Tracer 5521d4";

// Its name sorts last: it looks at what all the other suites left behind, too.
describe("no key, after all of this,", () => {
  const session = hostSession({ keepsAccounts: true });
  const said: string[] = [];

  before(async () => {
    const { accounts, credentials, faults, tokens } = session.sample;
    await run("openPanel");
    await run("showLog");
    api().onDidChange((states) => said.push(JSON.stringify(states)));
    const tell = async (promise: Promise<unknown>) => {
      const { message, stack } = await refusal(promise);
      said.push(`${message}\n${stack}`);
    };

    for (const provider of ["poof", "depicta", "easySlip", "coals"] as const) {
      await tell(session.add(provider, { key: wrongKeys[provider] }));
      await tell(session.add(provider, { key: `${credentials[provider].key}\n` }));
    }
    await tell(session.add("richUtilities", { password: wrongKeys.password }));

    // A provider that repeats the key in every word of its reply.
    accounts.set("poof", { plan: credentials.poof.key, organizationId: `org ${credentials.poof.key}` });
    accounts.set("coals", { plan_type: `Bearer ${credentials.coals.key}` });
    accounts.set("easySlip", { application: credentials.easySlip.key });
    for (const provider of sampleProviderIds) await session.add(provider);
    await session.add("coals", { label });
    const { accessToken, refreshToken } = tokens.issue();
    await run("setKey", { accountId: "rich-utilities", accessToken, refreshToken });
    for (const provider of sampleProviderIds) {
      const key = provider === "richUtilities" ? accessToken : credentials[provider].key;
      const echo = { code: key, message: `${key} ${encodeURIComponent(key)}` };
      faults.add(provider, { kind: "error", status: 402, ...echo, headers: { "x-request-id": key } }, always);
    }
    await run("refresh");
    session.sample.faults.clear();
    session.pass(16 * 60_000);
    await run("refresh");
    for (const { id } of api().accounts()) await run("openPanel", { accountId: id });
    said.push(JSON.stringify(api().accounts()), await run("copyDiagnostics"));
    // Logs and storage are written a moment later.
    await wait(2500);
  });

  it("is in what the extension said: states, errors, diagnostics", () => {
    assert.ok(said.some((text) => text.includes(label)));
    assertClean(said.join("\n"));
  });

  it("is in the documents that are open, the log among them", () => {
    const log = workspace.textDocuments.find(({ uri }) => uri.path.includes("Credit Monitor"));
    assert.match(log?.getText() ?? "", /tracer-5521d4: ok/);
    assertClean(workspace.textDocuments.map((document) => document.getText()).join("\n"));
  });

  it("is on the clipboard", async () => assertClean(await env.clipboard.readText()));

  for (const name of ["CREDIT_MONITOR_TEST_USER_DATA", "CREDIT_MONITOR_TEST_FOLDER"]) {
    it(`is in a file below ${name}, in plain text or encoded`, () => {
      const folder = process.env[name] ?? "";
      assert.ok(filesBelow(folder).length > 0);
      assert.deepEqual(findLeaks(folder, canaries), []);
    });
  }

  it("could hide from this search", () => {
    const folder = process.env.CREDIT_MONITOR_TEST_USER_DATA ?? "";
    const files = findLeaks(folder, [label]).join("\n");
    assert.match(files, /settings\.json/);
    for (const text of ["ab+/ü:9", wrongKeys.password]) {
      for (const before of ["", "1", "22"]) {
        const encoded = Buffer.from(`${before}${text} and more`).toString("base64");
        assert.ok(
          formsOf(text).some((form) => encoded.includes(form.toString())),
          encoded,
        );
      }
    }
  });
});

function assertClean(text: string): void {
  const bytes = Buffer.from(text);
  const found = canaries.filter((secret) => formsOf(secret).some((form) => bytes.includes(form)));
  assert.deepEqual(found, []);
}
