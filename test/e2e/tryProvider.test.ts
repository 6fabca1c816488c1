import assert from "node:assert/strict";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { workbenchSuite } from "./helpers/workbenchSuite.ts";

const key = "acme_canary_9d41c2";

describe("trying a provider definition by keyboard", () => {
  const user = workbenchSuite();
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
    writeFileSync(path.join(user().folder, "acme.json"), JSON.stringify(definition, null, 2));
  });
  after(() => server?.close());

  const openDefinition = async () => {
    const { window } = user();
    await user().press("Control+P");
    await window.quickInput().waitFor();
    await window.page.keyboard.insertText("acme.json");
    await window.quickPickRow("acme.json").waitFor();
    await user().press("Enter");
    await window.page.locator(".tabs-container .tab").getByText("acme.json").waitFor();
  };
  const tryDefinition = async (secret: string) => {
    await user().window.runCommand("Credit Monitor: Try Provider Definition");
    const box = await user().inputBox("Try Acme (2/3)");
    await box.fill("..");
    await user().waitForInputMessage("That is not a valid Team id.");
    await box.fill("t-1");
    await user().press("Enter");
    await user().inputBox("Try Acme (3/3)");
    await user().waitForInputMessage(
      "Get a key at https://acme.example/keys. Any key suffices. It is sent only to 127.0.0.1:",
    );
    await user().type(secret);
  };
  const readReport = async () => {
    const tab = user().window.page.locator(".tabs-container .tab.active").getByText("acme.txt");
    await tab.waitFor();
    const lines = await user().window.page.locator(".editor-instance .view-lines").first().innerText();
    return lines.replaceAll("\u00a0", " ");
  };

  it("the trial shows the error of a failed reading, and offers nothing", async () => {
    await openDefinition();
    await tryDefinition("acme_wrong_0000");
    assert.match(await readReport(), /The provider rejected the key \(401, Unknown key\)/);
    assert.equal(await user().window.notifications().count(), 0);
    await user().runBoundCommand(9);
  });

  it("the trial shows the account and the reply's fields without the key, then adds the definition", async () => {
    await openDefinition();
    await tryDefinition(key);
    const text = await readReport();
    assert.match(text, /Balance +\$12\.50 · \[balance\]/);
    assert.match(text, /Plan +Team/);
    assert.match(text, /GET \/teams\/t-1\/balance 200\s+\/left +"12\.50"\s+\/plan +"Team"\s+\/echo +"•••"/);
    assert.deepEqual([user().settings()["creditMonitor.providers"], user().accounts()], [undefined, []]);

    const { window } = user();
    const offer = window.notifications().filter({ hasText: "The definition of Acme works." });
    await offer.getByRole("button", { name: "Add to settings" }).click();
    const next = window.notifications().filter({ hasText: "Acme was added to your settings." });
    await next.getByRole("button", { name: "Add account" }).click();
    await user().inputBox("Add Acme account (2/4)");
    await user().type("t-1");
    await user().inputBox("Add Acme account (3/4)");
    await user().type(key);
    await user().inputBox("Add Acme account (4/4)");
    await user().type("Acme");
    await user().waitForStatusBar("Acme $12.50");
    assert.deepEqual(user().accounts(), [
      { id: "acme", provider: "acme", label: "Acme", parameters: { team: "t-1" } },
    ]);
    assert.ok(paths.every((one) => one === "/teams/t-1/balance"));
    assert.doesNotMatch(JSON.stringify(user().settings()), new RegExp(key));
  });
});
