import assert from "node:assert/strict";
import { eventually } from "../helpers/eventually.ts";
import { workbenchSuite } from "./helpers/workbenchSuite.ts";

describe("adding an account by keyboard", () => {
  const user = workbenchSuite();

  const startAdding = async (provider: string) => {
    await user().window.runCommand("Credit Monitor: Add Account");
    await user().inputBox("Add account");
    await user().type(provider);
  };

  const assertNothingAdded = async () => {
    await user().window.quickInput().waitFor({ state: "hidden" });
    assert.equal(await user().statusText(), "Credit Monitor: add account");
    assert.deepEqual([user().accounts(), user().accountsWithReadings()], [[], []]);
  };

  it("the status bar of a first run offers to add an account", async () => {
    const { window } = user();
    await user().waitForStatusBar("Credit Monitor: add account");
    assert.equal(await window.statusBarItem().locator(".codicon-credit-card").count(), 1);
    assert.equal(await user().statusBarLabel(), "Credit Monitor: add an account");
    await user().clickStatusBar(window.quickInput());
    await user().inputBox("Add account");
    await user().press("Escape");
    await assertNothingAdded();
  });

  it("the prompt offers five providers with their key pages, the samples and the catalogue", async () => {
    const { window } = user();
    await window.runCommand("Credit Monitor: Add Account");
    await user().inputBox("Add account");
    const rows = await window.quickInput().locator(".monaco-list-row").allInnerTexts();
    assert.match(rows[0] ?? "", /Poof\s*Background removal[\s\S]*Get a key at https:\/\/dash\.poof\.bg/);
    assert.match(rows[5] ?? "", /Sample accounts\s*Look around without a key/);
    assert.match(rows[6] ?? "", /Import keys\s*From a \.env file or the clipboard/);
    assert.match(
      rows[7] ?? "",
      /302\.AI\s*Models from many vendors[\s\S]*Get a key at https:\/\/dash\.302\.ai/,
    );
    await user().press("Escape");
    await assertNothingAdded();
  });

  it("the prompt asks for the region of a provider with several regions", async () => {
    await startAdding("deepl");
    const { window } = user();
    await user().inputBox("Add DeepL account (2/4)");
    const rows = await window.quickInput().locator(".monaco-list-row").allInnerTexts();
    assert.match(
      rows.join(" "),
      /Pro\s*https:\/\/api\.deepl\.com[\s\S]*Free\s*https:\/\/api-free\.deepl\.com/,
    );
    await user().type("Free");
    await user().inputBox("Add DeepL account (3/4)");
    await user().waitForInputMessage(
      "Keys that end in :fx belong to the free API. It is sent only to api-free.deepl.com.",
    );
    await user().press("Escape");
    await assertNothingAdded();
  });

  it("Back leads to the prompt before, with what was entered there", async () => {
    await startAdding("twilio");
    const box = await user().inputBox("Add Twilio account (2/5)");
    const accountSid = `AC${"0123456789abcdef".repeat(2)}`;
    await user().type(accountSid);
    await user().inputBox("Add Twilio account (3/5)");
    await user().goBack();
    await user().inputBox("Add Twilio account (2/5)");
    assert.equal(await box.inputValue(), accountSid);
    await user().goBack();
    await user().inputBox("Add account");
    await user().type("poof");
    await user().inputBox("Add Poof account (2/3)");
    const link = user().window.quickInput().locator(".codicon-link-external");
    assert.match((await link.first().getAttribute("aria-label")) ?? "", /Open dash\.poof\.bg/);
    await user().press("Escape");
    await assertNothingAdded();
  });

  it("the prompt asks for parameters, and for both parts of a key that has two", async () => {
    await startAdding("twilio");
    await user().inputBox("Add Twilio account (2/5)");
    await user().type("AC12");
    await user().waitForInputMessage("That is not a valid Account SID.");
    await user().press("Control+A");
    await user().type(`AC${"0123456789abcdef".repeat(2)}`);
    const userNameBox = await user().inputBox("Add Twilio account (3/5)");
    assert.equal(await userNameBox.getAttribute("type"), "password");
    await user().type("a:b");
    await user().waitForInputMessage("It cannot contain a colon.");
    await user().press("Control+A");
    await user().type("AC_user");
    const password = await user().inputBox("Add Twilio account (4/5)");
    assert.equal(await password.getAttribute("type"), "password");
    await user().press("Escape");
    await assertNothingAdded();
  });

  it("the prompt asks for a budget where the provider publishes only what was spent, and takes none", async () => {
    await startAdding("digitalocean");
    await user().inputBox("Add DigitalOcean account (2/4)");
    await user().waitForInputMessage("What you want to spend in a month (100 or 100 EUR)");
    await user().type("much");
    await user().waitForInputMessage("Enter an amount (100 or 100 EUR).");
    await user().press("Control+A", "Backspace", "Enter");
    const box = await user().inputBox("Add DigitalOcean account (3/4)");
    assert.equal(await box.getAttribute("type"), "password");
    await user().press("Escape");
    await assertNothingAdded();
  });

  it("the prompt says what is wrong with a key while it is typed", async () => {
    await startAdding("poof");
    const box = await user().inputBox("Add Poof account (2/3)");
    assert.equal(await box.getAttribute("type"), "password");
    await user().window.page.keyboard.insertText("pk with a blank");
    await user().waitForInputMessage("A key cannot contain spaces");
    await user().press("Control+A", "Backspace", "Enter");
    await user().waitForInputMessage("Enter a value.");
    assert.equal(user().sample.requests.list().length, 0);
    await user().press("Escape");
    await assertNothingAdded();
  });

  it("the prompt reports a rejected key in place, accepts a valid one and shows the first reading", async () => {
    const { sample } = user();
    sample.accounts.set("poof", { usedCredits: "1234" });
    await startAdding("poof");
    await user().inputBox("Add Poof account (2/3)");
    await user().type("pk_wrong");
    await user().waitForInputMessage("The provider rejected the key");
    assert.deepEqual([user().accounts(), user().accountsWithReadings()], [[], []]);
    await user().press("Control+A");
    await user().type(sample.credentials.poof.key);
    const box = await user().inputBox("Add Poof account (3/3)");
    assert.equal(await box.inputValue(), "Poof");
    await user().type("Cut-outs");
    await user().dismissNotification("Added Cut-outs: 3,766 credits left.");
    await user().waitForStatusBar("Cut-outs 3,766");
    assert.deepEqual(user().accounts(), [{ id: "cut-outs", provider: "poof", label: "Cut-outs" }]);
    // The account is saved: the last question may be left open.
    await user().inputBox("Low-balance warning for Cut-outs");
    await user().waitForInputMessage("Below which amount should we warn you? 3,766 credits left now.");
    await user().type("$10");
    await user().waitForInputMessage("Enter an amount (2.50), a share (10 %), or both (100, 10 %).");
    await user().press("Control+A");
    await user().type("4,000 credits");
    await user().window.quickInput().waitFor({ state: "hidden" });
    assert.deepEqual(user().accounts(), [
      { id: "cut-outs", provider: "poof", label: "Cut-outs", low: { below: "4000" } },
    ]);
    await eventually(async () =>
      assert.match(await user().statusBarLabel(), /^Cut-outs: 3,766 credits left, low, /),
    );
    assert.equal(JSON.stringify(user().settings()).includes(sample.credentials.poof.key), false);
  });

  it("Import Keys shows what it recognises on the clipboard, tries each key, and keeps the good ones", async () => {
    const { sample, window } = user();
    const { poof, coals } = sample.credentials;
    const lines = [
      "# keys",
      `POOF_API_KEY=${poof.key}`,
      'DEPICTA_API_KEY="dpct_wrong"',
      "no assignment",
      `export COALS_API_KEY=${coals.key}`,
      "OTHER=1",
    ];
    await window.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(lines.join("\n"))})`);
    await window.runCommand("Credit Monitor: Import Keys");
    await user().inputBox("Import keys");
    await user().type("From the clipboard");
    await window.quickPickRow("Depicta").waitFor();
    const rows = await window.quickInput().locator(".monaco-list-row").allInnerTexts();
    assert.equal(rows.length, 3);
    assert.match(rows[0] ?? "", /Poof\s*POOF_API_KEY\s*Cut-outs has this key already\./);
    assert.match(rows[1] ?? "", /Depicta\s*DEPICTA_API_KEY\s*10 characters, hidden/);
    const boxes = await window.quickInput().locator(".monaco-list-row").all();
    const checks = await Promise.all(boxes.map((row) => row.getAttribute("aria-checked")));
    assert.deepEqual(checks, ["false", "true", "true"]);
    await window.quickInput().getByText("Line 4 is not valid and was skipped.", { exact: true }).waitFor();
    const html = await window.quickInput().innerHTML();
    for (const secret of [poof.key, coals.key, "dpct_wrong", "no assignment"])
      assert.ok(!html.includes(secret));
    await user().press("Enter");
    const message = window.notifications().filter({ hasText: "Imported 1 key: COALS ConvertaCoal." }).first();
    await message.waitFor();
    assert.match(await message.innerText(), /DEPICTA_API_KEY: The provider rejected the key/);
    await user().dismissNotification("Imported 1 key");
    assert.deepEqual(
      user()
        .accounts()
        .map(({ id }) => id),
      ["cut-outs", "coals"],
    );
    const stored = JSON.stringify(user().settings());
    for (const secret of [poof.key, coals.key, "dpct_wrong"]) assert.ok(!stored.includes(secret));
  });

  it("Import Keys asks whether a key replaces that of an account or is for another one", async () => {
    const { sample, window } = user();
    const text = `POOF_API_KEY=${sample.credentials.poof.key}`;
    await window.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
    for (const target of ["Replace the key of Cut-outs", "Add another account"]) {
      await window.runCommand("Credit Monitor: Import Keys");
      await user().inputBox("Import keys");
      await user().type("From the clipboard");
      await window.quickPickRow("Poof").click();
      await user().press("Enter");
      await user().inputBox("Import POOF_API_KEY");
      await user().type(target);
      await user().dismissNotification("Imported 1 key: ");
    }
    assert.deepEqual(
      user()
        .accounts()
        .map(({ id }) => id),
      ["cut-outs", "coals", "poof"],
    );
  });
});
