import assert from "node:assert/strict";
import { workbenchSuite } from "./helpers/workbenchSuite.ts";

describe("adding an account by keyboard", () => {
  const person = workbenchSuite();

  const start = async (provider: string) => {
    await person().window.runCommand("Credit Monitor: Add Account");
    await person().inputBox("Add account");
    await person().type(provider);
  };

  const isUntouched = async () => {
    await person().window.quickInput().waitFor({ state: "hidden" });
    assert.equal(await person().statusText(), "Add account");
    assert.deepEqual([person().accounts(), person().accountsWithReadings()], [[], []]);
  };

  it("is what the status bar of a first run offers", async () => {
    const { window } = person();
    await person().waitForStatusBar("Add account");
    assert.equal(await window.statusBarItem().locator(".codicon-credit-card").count(), 1);
    assert.equal(await person().statusBarLabel(), "Credit Monitor: add an account");
    await person().clickStatusBar(window.quickInput());
    await person().inputBox("Add account");
    await person().press("Escape");
    await isUntouched();
  });

  it("offers five providers, with where their keys are made, the samples and the catalogue", async () => {
    const { window } = person();
    await window.runCommand("Credit Monitor: Add Account");
    await person().inputBox("Add account");
    const rows = await window.quickInput().locator(".monaco-list-row").allInnerTexts();
    assert.match(rows[0] ?? "", /Poof\s*Background removal[\s\S]*Get a key at https:\/\/dash\.poof\.bg/);
    assert.match(rows[5] ?? "", /Sample accounts\s*Look around without a key/);
    assert.match(rows[6] ?? "", /Apify\s*Web scraping[\s\S]*Get a key at https:\/\/console\.apify\.com/);
    await person().press("Escape");
    await isUntouched();
  });

  it("asks for the region where a provider has several", async () => {
    await start("deepl");
    const { window } = person();
    await person().inputBox("Add DeepL account");
    const rows = await window.quickInput().locator(".monaco-list-row").allInnerTexts();
    assert.match(
      rows.join(" "),
      /Pro\s*https:\/\/api\.deepl\.com[\s\S]*Free\s*https:\/\/api-free\.deepl\.com/,
    );
    await person().type("Free");
    await person().inputBox("Add DeepL account (3/4)");
    await person().waitForInputMessage(
      "Keys that end in :fx belong to the free API. It is sent only to api-free.deepl.com.",
    );
    await person().press("Escape");
    await isUntouched();
  });

  it("asks for parameters, and for two secrets where a key has two parts", async () => {
    await start("twilio");
    await person().inputBox("Add Twilio account (2/5)");
    await person().type("AC12");
    await person().waitForInputMessage("That is not a valid Account SID.");
    await person().press("Control+A");
    await person().type(`AC${"0123456789abcdef".repeat(2)}`);
    const user = await person().inputBox("Add Twilio account (3/5)");
    assert.equal(await user.getAttribute("type"), "password");
    await person().type("a:b");
    await person().waitForInputMessage("It cannot contain a colon.");
    await person().press("Control+A");
    await person().type("AC_user");
    const password = await person().inputBox("Add Twilio account (4/5)");
    assert.equal(await password.getAttribute("type"), "password");
    await person().press("Escape");
    await isUntouched();
  });

  it("says what is wrong with a key while it is typed", async () => {
    await start("poof");
    const box = await person().inputBox("Add Poof account (2/3)");
    assert.equal(await box.getAttribute("type"), "password");
    await person().window.page.keyboard.insertText("pk with a blank");
    await person().waitForInputMessage("A key cannot contain spaces");
    await person().press("Control+A", "Backspace", "Enter");
    await person().waitForInputMessage("Enter a value.");
    assert.equal(person().sample.requests.list().length, 0);
    await person().press("Escape");
    await isUntouched();
  });

  it("says in place that a key is refused, takes the right one and tells the first reading", async () => {
    const { sample } = person();
    sample.accounts.set("poof", { usedCredits: "1234" });
    await start("poof");
    await person().inputBox("Add Poof account (2/3)");
    await person().type("pk_wrong");
    await person().waitForInputMessage("Poof rejected the key");
    assert.deepEqual([person().accounts(), person().accountsWithReadings()], [[], []]);
    await person().press("Control+A");
    await person().type(sample.credentials.poof.key);
    const box = await person().inputBox("Add Poof account (3/3)");
    assert.equal(await box.inputValue(), "Poof");
    await person().type("Cut-outs");
    await person().dismissNotification("Added Cut-outs: 3,766 credits left.");
    await person().waitForStatusBar("Cut-outs 3,766");
    assert.deepEqual(person().accounts(), [{ id: "cut-outs", provider: "poof", label: "Cut-outs" }]);
    assert.equal(JSON.stringify(person().settings()).includes(sample.credentials.poof.key), false);
  });
});
