import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../../scripts/helpers/root.ts";
import { eventually } from "../helpers/eventually.ts";
import { workbenchSuite } from "./helpers/workbenchSuite.ts";

const german: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(path.join(root, "l10n", "bundle.l10n.de.json"), "utf8"),
);
/** Texts that show only where a translation is missing. */
const english = new Set(Object.keys(german).filter((text) => german[text] !== text));

describe("VS Code in German", () => {
  const user = workbenchSuite({
    language: "de",
    settings: { "creditMonitor.statusBar.show": "all" },
    bound: ({ baseUrl, credentials }) => [
      {
        command: "runCommands",
        args: {
          commands: [
            { provider: "poof", baseUrl: baseUrl("poof"), key: credentials.poof.key },
            { provider: "easySlip", baseUrl: baseUrl("easySlip"), key: credentials.easySlip.key },
          ].map((args) => ({ command: "creditMonitor.addAccount", args })),
        },
      },
      { command: "creditMonitor.openPanel", args: { accountId: "poof" } },
      {
        command: "workbench.action.openSettings",
        args: "@ext:credit-monitor.credit-monitor Statusleiste",
      },
    ],
  });

  const region = (name: string) => user().window.panel().getByRole("region", { name });

  before(async function () {
    if (!user().isServed) return this.skip();
    const { accounts } = user().sample;
    accounts.set("poof", { maxCredits: "5000", usedCredits: "1234.5" });
    accounts.set("easySlip", {
      maxQuota: "350000",
      usedQuota: "350000",
      remainingQuota: "0",
      currentCredit: "5000",
    });
  });

  it("German is in the status bar, and in a command's name and its list of providers", async () => {
    await user().waitForStatusBar("Credit Monitor: Konto hinzufügen");
    await user().window.runCommand("Credit Monitor: Konto hinzufügen");
    const filter = await user().inputBox("Konto hinzufügen");
    await filter.fill("302");
    await user().window.quickInput().getByText("Modelle vieler Anbieter: Prepaid-Guthaben in PTC").waitFor();
    await user().press("Escape");
    await user().runBoundCommand(1);
    await user().waitForStatusBar("Poof 3.765,5 · EasySlip Credits 5.000");
    assert.match(
      await user().statusBarLabel(),
      /^Poof: 3\.765,5 Credits übrig, ok, gerade eben abgerufen; EasySlip, Credits: 5\.000 Credits übrig, /,
    );
  });

  it("German is in the tooltip, with its numbers and relative times", async () => {
    const text = await user().tooltipText();
    assert.match(text, /^Konto \| Übrig \| *\| Als Nächstes/m);
    assert.match(text, /^ *Poof \| 3\.765,5 Credits \|/m);
    assert.match(text, /\| ok · jetzt \|/);
    assert.match(text, /^ *Kontingent \| 0 Anfragen \| aufgebraucht/m);
  });

  it("the panel has no English text in German", async () => {
    await user().runBoundCommand(2);
    await region("Nutzung").getByText("Kein Verbrauch").waitFor();
    await region("Zähler").getByText("3.765,5").first().waitFor();
    await region("Zähler").getByText("1.234,5 von 5.000 verbraucht").waitFor();
    await region("Buchungen").waitFor();
    const lines = (await user().window.panel().locator("body").innerText()).split("\n");
    assert.deepEqual(
      lines.filter((line) => english.has(line.trim())),
      [],
    );
  });

  it("German is in the settings", async () => {
    await user().runBoundCommand(3);
    const settings = user().window.page.locator(".settings-editor");
    await settings.getByText("Welche Konten die Statusleiste zeigt.").first().waitFor();
    await eventually(async () =>
      assert.doesNotMatch(await settings.innerText(), /Which accounts the status bar shows/),
    );
  });
});
