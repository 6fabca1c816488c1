import assert from "node:assert/strict";
import { env } from "vscode";
import { eventually } from "../helpers/eventually.ts";
import { wrongKeys } from "./helpers/canaries.ts";
import { api, getAccount } from "./helpers/creditMonitor.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { logText } from "./helpers/logText.ts";
import { runCommand } from "./helpers/runCommand.ts";
import { userSettings } from "./helpers/userSettings.ts";

describe("the command copyDiagnostics", () => {
  const session = hostSession();

  it("copyDiagnostics gives versions, host, settings and the state of the accounts", async () => {
    const accountId = await session.addAccount("poof");
    await session.addAccount("easySlip", { refreshMinutes: 30 });
    session.sample.faults.add("poof", { kind: "error", status: 500 });
    await runCommand("refresh", { accountId });
    const text = await runCommand("copyDiagnostics");
    assert.match(text, /^Credit Monitor \d+\.\d+\.\d+, \S+Z\nVS Code \d+\.\d+\.\d+/);
    assert.match(text, /refreshMinutes 5, statusBar\.show lowest/);
    assert.match(text, /\nWindow: .*\nHistory: on, \d+ accounts kept\n/);
    assert.match(text, /\n1\. poof: level ok, read \S+Z, every 5 min, .*problem providerError \(500\)/);
    assert.match(text, /\n2\. easySlip: level ok, read \S+Z, every 30 min/);
  });

  it("copyDiagnostics gives the last readings with their durations, and the state of a ledger", async () => {
    const accountId = await session.addAccount("richUtilities");
    await session.addAccount("coals");
    const headers = { "retry-after": "1200" };
    session.sample.faults.add("coals", { kind: "error", status: 429, headers });
    session.sample.faults.add("richUtilities", { kind: "reset", at: "request" });
    await runCommand("refresh");
    const text = await runCommand("copyDiagnostics");
    assert.match(
      text,
      /\n1\. richUtilities: .*, ledger (complete|running|partial), \d+ entries, problem unreachable/,
    );
    assert.match(
      text,
      /\n2\. coals: .*, asked to wait until \S+Z, problem rateLimited \(429, until \S+Z\)\n/,
    );
    const [newest, ...older] = text.slice(text.indexOf("Last readings")).split("\n").slice(1);
    assert.match(
      newest ?? "",
      /^\S+Z [12]\. (richUtilities: unreachable \(reset\)|coals: rateLimited \(429, until .*\)), \d+ ms$/,
    );
    assert.ok(older.length <= 19 && older.every((line) => /^\S+Z (\d+\.|a removed one,) /.test(line)), text);
    await runCommand("removeAccount", { accountId, history: "delete" });
    assert.match(
      await runCommand("copyDiagnostics"),
      /\n\S+Z a removed one, richUtilities: unreachable \(reset\)/,
    );
  });

  it("copyDiagnostics reveals no key, label, id, amount, origin or text of a provider", async () => {
    const label = "Umbrella Corporation";
    session.sample.accounts.set("poof", { maxCredits: "771234", usedCredits: "20", plan: "Plan Nine" });
    const accountId = await session.addAccount("poof", { label });
    const words = { code: "said_so", message: "the provider says" };
    session.sample.faults.add("poof", { kind: "error", status: 402, ...words });
    await runCommand("refresh", { accountId });
    await session.addAccount("richUtilities");
    const text = await runCommand("copyDiagnostics");
    const { port, credentials } = session.sample;
    const secrets = [
      credentials.poof.key,
      credentials.richUtilities.email,
      credentials.richUtilities.password,
    ];
    const facts = [label, accountId, "771214", "771234", "771,214", "Plan Nine", "127.0.0.1", `${port}`];
    const details = ["org_", "said_so", "the provider says", "req_", session.sample.baseUrl("poof"), "eyJ"];
    for (const word of [...secrets, ...facts, ...details]) assert.ok(!text.includes(word), word);
    assert.match(text, /providerError \(402\)/);
  });

  it("copyDiagnostics copies the text to the clipboard", async () => {
    const text = await runCommand("copyDiagnostics");
    assert.equal(await env.clipboard.readText(), text);
  });
});

describe("the command toggleHideAmounts", () => {
  const session = hostSession();
  afterEach(() => userSettings.write("hideAmounts", undefined));

  it("toggleHideAmounts turns the mask on and off in the user's settings", async () => {
    await runCommand("toggleHideAmounts");
    assert.equal(userSettings.read("hideAmounts"), true);
    await runCommand("toggleHideAmounts");
    assert.equal(userSettings.read("hideAmounts"), false);
  });

  it("toggleHideAmounts leaves the API's amounts as they are, and masks those in reasons", async () => {
    session.sample.accounts.set("depicta", { balance_eur: "12.345678" });
    const accountId = await session.addAccount("depicta");
    const before = getAccount(accountId);
    await runCommand("toggleHideAmounts");
    assert.deepEqual(getAccount(accountId), before);
    assert.deepEqual(await api().refresh(accountId), [getAccount(accountId)]);
    const { reason, remaining } = await runCommand("checkCredits", { accountId, amount: "2" });
    assert.equal(reason, "Enough: ••• would be left.");
    assert.equal(remaining, "12.345678");
  });
});

describe("the command showLog", () => {
  const session = hostSession();

  it("showLog shows account, outcome and duration of each reading, and the fields that it ignored", async () => {
    const accountId = await session.addAccount("coals", { label: "Conversions for Umbrella" });
    await runCommand("refresh", { accountId });
    const odd = (body: string) => body.replace(/"plan_type": *"[^"]*"/, '"plan_type":[7]');
    session.sample.faults.add("coals", { kind: "rewrite", rewrite: odd });
    await runCommand("refresh", { accountId });
    session.sample.faults.clear();
    const message = `rejected ${wrongKeys.coals}`;
    session.sample.faults.add("coals", { kind: "error", status: 401, message });
    await runCommand("refresh", { accountId });
    await runCommand("showLog");
    const id = "conversions-for-umbrella";
    await eventually(() => {
      assert.match(logText(), new RegExp(`\\[info\\] ${id}: ok, \\d+ ms\\n`));
      assert.match(logText(), new RegExp(`\\[warn\\] ${id}: ignored, .*: data\\.plan_type\\n`));
      assert.match(logText(), new RegExp(`\\[warn\\] ${id}: keyRejected \\(401\\), \\d+ ms\\n`));
    });
    for (const word of [wrongKeys.coals, "Conversions for", `${session.sample.port}`]) {
      assert.ok(!logText().includes(word), word);
    }
  });
});
