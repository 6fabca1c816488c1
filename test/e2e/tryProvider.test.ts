import assert from "node:assert/strict";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { workbenchSuite } from "./helpers/workbenchSuite.ts";

const key = "acme_canary_9d41c2";

describe("trying a provider definition by keyboard", () => {
  const person = workbenchSuite();
  let server: Server | undefined;
  const paths: string[] = [];

  before(async () => {
    server = createServer(({ url = "", headers }, response) => {
      paths.push(url);
      const isGood = headers.authorization === `Bearer ${key}`;
      const body = isGood
        ? { left: "12.50", plan: "Team", echo: key }
        : { error: { message: "Unknown key" } };
      response.writeHead(isGood ? 200 : 401).end(JSON.stringify(body));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const definition = {
      id: "acme",
      name: "Acme",
      key: { page: "https://acme.example/keys", scope: "Any key suffices." },
      baseUrl: `http://127.0.0.1:${port}`,
      auth: { kind: "bearer" },
      parameters: { team: { label: "Team id" } },
      requests: [{ path: "/teams/{team}/balance" }],
      errors: { message: "/error/message" },
      meters: [{ id: "balance", unit: "USD", remaining: "/left" }],
      plan: "/plan",
    };
    writeFileSync(path.join(person().folder, "acme.json"), JSON.stringify(definition, null, 2));
  });
  after(() => server?.close());

  const openDefinition = async () => {
    const { window } = person();
    await person().press("Control+P");
    await window.quickInput().waitFor();
    await window.page.keyboard.insertText("acme.json");
    await window.quickPickRow("acme.json").waitFor();
    await person().press("Enter");
    await window.page.locator(".tabs-container .tab").getByText("acme.json").waitFor();
  };
  const tryIt = async (secret: string) => {
    await person().window.runCommand("Credit Monitor: Try Provider Definition");
    const box = await person().inputBox("Try Acme (2/3)");
    await box.fill("..");
    await person().waitForInputMessage("That is not a valid Team id.");
    await box.fill("t-1");
    await person().press("Enter");
    await person().inputBox("Try Acme (3/3)");
    await person().waitForInputMessage(
      "Get a key at https://acme.example/keys. Any key suffices. It is sent only to 127.0.0.1:",
    );
    await person().type(secret);
  };
  const shown = async () => {
    const tab = person().window.page.locator(".tabs-container .tab.active").getByText("acme.txt");
    await tab.waitFor();
    const lines = await person().window.page.locator(".editor-instance .view-lines").first().innerText();
    return lines.replaceAll("\u00a0", " ");
  };

  it("shows what is wrong where it cannot be read, and offers nothing", async () => {
    await openDefinition();
    await tryIt("acme_wrong_0000");
    assert.match(await shown(), /Acme rejected the key \(401, Unknown key\)/);
    assert.equal(await person().window.notifications().count(), 0);
    await person().runBoundCommand(9);
  });

  it("shows the account and the reply's fields without the key, then adds it to the settings", async () => {
    await openDefinition();
    await tryIt(key);
    const text = await shown();
    assert.match(text, /Balance +\$12\.50 · \[balance\]/);
    assert.match(text, /Plan +Team/);
    assert.match(text, /GET \/teams\/t-1\/balance 200\s+\/left +"12\.50"\s+\/plan +"Team"\s+\/echo +"•••"/);
    assert.deepEqual([person().settings()["creditMonitor.providers"], person().accounts()], [undefined, []]);

    const { window } = person();
    const offer = window.notifications().filter({ hasText: "Acme can be read." });
    await offer.getByRole("button", { name: "Add to settings" }).click();
    const next = window.notifications().filter({ hasText: "Acme was added to your settings." });
    await next.getByRole("button", { name: "Add account" }).click();
    await person().inputBox("Add Acme account (2/4)");
    await person().type("t-1");
    await person().inputBox("Add Acme account (3/4)");
    await person().type(key);
    await person().inputBox("Add Acme account (4/4)");
    await person().type("Acme");
    await person().waitForStatusBar("Acme $12.50");
    assert.deepEqual(person().accounts(), [
      { id: "acme", provider: "acme", label: "Acme", parameters: { team: "t-1" } },
    ]);
    assert.ok(paths.every((one) => one === "/teams/t-1/balance"));
    assert.doesNotMatch(JSON.stringify(person().settings()), new RegExp(key));
  });
});

describe("provider definitions in the settings that cannot be used", () => {
  const person = workbenchSuite({
    settings: { "creditMonitor.providers": [{ id: "half" }, { id: "poof", name: "Mine" }, "text"] },
  });

  it("are named in one notification", async () => {
    const notice = person()
      .window.notifications()
      .filter({ hasText: "half is ignored: its “name” is not valid." });
    await notice.waitFor();
    const text = await notice.innerText();
    assert.match(text, /poof is ignored: its “auth” is not valid\./);
    assert.match(text, /Provider entry 3 is ignored: it is not an object\./);
    assert.equal(await person().window.notifications().count(), 1);
  });
});
