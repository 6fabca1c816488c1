import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { env, workspace } from "vscode";
import { minuteMs } from "../../src/core/time/durations.ts";
import { sampleProviderIds } from "../../src/sample/http/sampleApi.ts";
import { eventually } from "../helpers/eventually.ts";
import { canaries, wrongKeys } from "./helpers/canaries.ts";
import { api } from "./helpers/creditMonitor.ts";
import { encodingsOf, filesBelow, findLeaks } from "./helpers/findLeaks.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { rejection } from "./helpers/rejection.ts";
import { runCommand } from "./helpers/runCommand.ts";

const always = { times: Number.POSITIVE_INFINITY };
const label = "Tracer 5521d4";

// The file name sorts last, so that this suite also searches what the other suites left behind.
describe("keys after all integration tests", () => {
  const session = hostSession({ keepsAccounts: true });
  const outputs: string[] = [];

  before(async () => {
    const { accounts, credentials, faults, tokens } = session.sample;
    await runCommand("openPanel");
    await runCommand("showLog");
    api().onDidChange((states) => outputs.push(JSON.stringify(states)));
    const recordError = async (promise: Promise<unknown>) => {
      const { message, stack } = await rejection(promise);
      outputs.push(`${message}\n${stack}`);
    };

    for (const provider of ["poof", "depicta", "easySlip", "coals"] as const) {
      await recordError(session.addAccount(provider, { key: wrongKeys[provider] }));
      await recordError(session.addAccount(provider, { key: `${credentials[provider].key}\n` }));
    }
    await recordError(session.addAccount("richUtilities", { password: wrongKeys.password }));

    // A provider that repeats the key in every text of its reply.
    accounts.set("poof", { plan: credentials.poof.key, organizationId: `org ${credentials.poof.key}` });
    accounts.set("coals", { plan_type: `Bearer ${credentials.coals.key}` });
    accounts.set("easySlip", { application: credentials.easySlip.key });
    for (const provider of sampleProviderIds) await session.addAccount(provider);
    await session.addAccount("coals", { label });
    const { accessToken, refreshToken } = tokens.issue();
    await runCommand("setKey", { accountId: "rich-utilities", accessToken, refreshToken });
    for (const provider of sampleProviderIds) {
      const key = provider === "richUtilities" ? accessToken : credentials[provider].key;
      const echo = { code: key, message: `${key} ${encodeURIComponent(key)}` };
      faults.add(provider, { kind: "error", status: 402, ...echo, headers: { "x-request-id": key } }, always);
    }
    await runCommand("refresh");
    session.sample.faults.clear();

    // A ledger and a usage that repeat the token, plainly and in other forms.
    for (const echo of echoesOf(accessToken)) {
      const metadata = { endpoint: `/v2/${echo}`, note: { said: [echo], [echo]: true } };
      accounts.addEntry({
        type: "debit",
        amount: "0.01",
        description: `for ${echo}`,
        reference: echo,
        metadata,
      });
    }
    await runCommand("refresh");
    await eventually(async () => {
      const page = await api().ledger({ accountId: "rich-utilities", source: "provider", text: "•••" });
      assert.equal(page.total, echoesOf(accessToken).length);
    });
    await runCommand("openPanel", { accountId: "rich-utilities" });
    await wait(1000);
    for (const format of ["csv", "json"]) {
      const path = join(process.env.CREDIT_MONITOR_TEST_FOLDER ?? "", `leaks.${format}`);
      assert.ok((await runCommand("exportLedger", { format, path })) > 0);
      outputs.push(readFileSync(path, "utf8"));
    }
    outputs.push(JSON.stringify(await api().ledger({ accountId: "rich-utilities", limit: 500 })));
    outputs.push(JSON.stringify(await api().history({ accountId: "poof", meterId: "credits" })));
    accounts.reset();
    session.advance(16 * minuteMs);
    await runCommand("refresh");
    for (const { id } of api().accounts()) await runCommand("openPanel", { accountId: id });
    outputs.push(JSON.stringify(api().accounts()), await runCommand("copyDiagnostics"));
    // Logs and storage are written with a delay.
    await wait(2500);
  });

  it("no key is in the extension's states, errors and diagnostics", () => {
    assert.ok(outputs.some((text) => text.includes(label)));
    assertClean(outputs.join("\n"));
  });

  it("no key is in the open documents, the log among them", () => {
    const log = workspace.textDocuments.find(({ uri }) => uri.path.includes("Credit Monitor"));
    assert.match(log?.getText() ?? "", /tracer-5521d4: ok/);
    assertClean(workspace.textDocuments.map((document) => document.getText()).join("\n"));
  });

  it("no key is on the clipboard", async () => assertClean(await env.clipboard.readText()));

  for (const name of ["CREDIT_MONITOR_TEST_USER_DATA", "CREDIT_MONITOR_TEST_FOLDER"]) {
    it(`no key is in a file below ${name}, in plain text or encoded`, () => {
      const folder = process.env[name] ?? "";
      assert.ok(filesBelow(folder).length > 0);
      assert.deepEqual(findLeaks(folder, canaries), []);
    });
  }

  it("the search for keys finds plain and encoded text", () => {
    const folder = process.env.CREDIT_MONITOR_TEST_USER_DATA ?? "";
    const files = findLeaks(folder, [label]).join("\n");
    assert.match(files, /settings\.json/);
    for (const text of ["ab+/ü:9", wrongKeys.password]) {
      for (const before of ["", "1", "22"]) {
        const encoded = Buffer.from(`${before}${text} and more`).toString("base64");
        assert.ok(
          encodingsOf(text).some((form) => encoded.includes(form.toString())),
          encoded,
        );
      }
    }
  });
});

function echoesOf(secret: string): readonly string[] {
  return [
    `${secret}!`,
    `Basic ${Buffer.from(`user:${secret}`).toString("base64")}`,
    `Basic ${Buffer.from(`u:${secret}`).toString("base64url")}`,
    Buffer.from(secret).toString("hex"),
    encodeURIComponent(secret).replaceAll(".", "%2E"),
    secret.replaceAll(".", "\\u002e"),
    JSON.stringify(JSON.stringify({ secret: `"${secret}"` })),
    secret.replace(/.{9}/g, "$& "),
  ];
}

function assertClean(text: string): void {
  const bytes = Buffer.from(text);
  const found = canaries.filter((secret) => encodingsOf(secret).some((form) => bytes.includes(form)));
  assert.deepEqual(found, []);
}
