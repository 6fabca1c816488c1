import assert from "node:assert/strict";
import { eventually } from "../helpers/eventually.ts";
import { workbenchSuite } from "./helpers/workbenchSuite.ts";

describe("commands by their prompts", () => {
  const person = workbenchSuite({
    bound: (sample) => [
      {
        command: "creditMonitor.addAccount",
        args: { provider: "poof", baseUrl: sample.baseUrl("poof"), key: sample.credentials.poof.key },
      },
    ],
  });

  const run = (name: string) => person().window.runCommand(`Credit Monitor: ${name}`);

  it("say that there is no account yet", async () => {
    for (const name of ["Set Key", "Remove Account", "Enough Credits For…?"]) {
      await run(name);
      await person().dismissNotification("No accounts yet.");
    }
  });

  it("read anew on Refresh", async () => {
    person().sample.accounts.set("poof", { maxCredits: "5000", usedCredits: "1000" });
    await person().runBoundCommand(1);
    await person().waitForStatusBar("Poof 4,000");
    person().sample.accounts.set("poof", { usedCredits: "1234" });
    await run("Refresh");
    await person().waitForStatusBar("Poof 3,766");
  });

  it("answer whether credits are enough", async () => {
    await run("Enough Credits For…?");
    await person().inputBox("Check credits in which account?");
    await person().type("poof");
    await person().inputBox("Enough credits in Poof?");
    await person().type("many");
    await person().waitForInputMessage("Enter a number such as 500 or 2.50.");
    await person().press("Control+A");
    await person().type("3766");
    await person().dismissNotification("Poof: Enough: 0 credits would be left. Read just now.");
    await run("Enough Credits For…?");
    await person().inputBox("Check credits in which account?");
    await person().type("poof");
    await person().inputBox("Enough credits in Poof?");
    await person().type("3766.5");
    await person().dismissNotification("Poof: Not enough: short by 0.5 credits.");
  });

  it("set a key, and say in place that one is refused", async () => {
    const { sample } = person();
    sample.faults.add("poof", { kind: "error", status: 401 });
    await run("Refresh");
    await person().waitForStatusBar("Poof 3,766 (history)");
    await run("Set Key");
    await person().inputBox("Set the key of which account?");
    await person().type("poof");
    await person().inputBox("Key of Poof");
    await person().type("pk_wrong");
    await person().waitForInputMessage("Poof rejected the key (401, authentication_error: ");
    await person().press("Control+A");
    await person().type(sample.credentials.poof.key);
    await person().dismissNotification("Saved the key for Poof: 3,766 credits left.");
    await person().waitForStatusBar("Poof 3,766");
  });

  it("edit an account, one thing after the other", async () => {
    await run("Edit Account");
    await person().inputBox("Edit which account?");
    await person().type("poof");
    await person().inputBox("Edit Poof");
    await person().type("Low-balance warning");
    await person().inputBox("Low-balance warning for Poof");
    await person().type("2,50");
    await person().waitForInputMessage("Enter an amount (2.50), a share (10 %), or both (100, 10 %).");
    await person().press("Control+A");
    await person().type("100, 10 %");
    await person().inputBox("Edit Poof");
    await person().type("Refresh interval");
    await person().inputBox("Refresh interval of Poof");
    await person().type("30");
    await person().inputBox("Edit Poof");
    await person().type("Name");
    await person().inputBox("Name of Poof");
    await person().press("Control+A");
    await person().type("Post");
    await person().inputBox("Edit Post");
    await person().window.quickPickRow("Low-balance warning").getByText("below 100, 10 %").waitFor();
    await person().type("Pin");
    await person().window.quickPickRow("Unpin").waitFor();
    await person().press("Escape");
    const [entry] = person().accounts();
    assert.deepEqual(
      { ...entry, baseUrl: "" },
      {
        id: "poof",
        provider: "poof",
        label: "Post",
        baseUrl: "",
        low: { below: "100", percent: 10 },
        refreshMinutes: 30,
        pinned: true,
      },
    );
    await run("Edit Account");
    await person().inputBox("Edit which account?");
    await person().type("post");
    await person().inputBox("Edit Post");
    await person().type("Name");
    await person().inputBox("Name of Post");
    await person().press("Control+A");
    await person().type(person().sample.credentials.poof.key);
    await person().waitForInputMessage("That is the key. Enter a name instead.");
    await person().press("Control+A");
    await person().type("Poof");
    await person().inputBox("Edit Poof");
    await person().press("Escape");
  });

  it("hide amounts on the screen", async () => {
    await run("Toggle Hide Amounts");
    await person().waitForStatusBar("Poof •••");
    assert.match(await person().statusBarLabel(), /^Poof: ••• credits left, ok/);
    assert.match(await person().tooltipText(), /^Poof \| ••• credits \| /m);
    await run("Open Panel");
    const panel = person().window.panel().getByRole("tabpanel");
    await panel.getByText("•••").first().waitFor();
    assert.doesNotMatch(await panel.innerText(), /3,766|1,234|5,000/);
    await run("Toggle Hide Amounts");
    await person().waitForStatusBar("Poof 3,766");
    await panel.getByText("3,766").first().waitFor();
  });

  it("copy diagnostics without a key, a name or an amount", async () => {
    await run("Copy Diagnostics");
    await person().dismissNotification("Diagnostics copied");
    const text = await person().clipboard();
    assert.match(text, /^Credit Monitor \d+\.\d+\.\d+, \S+Z\nVS Code \d/);
    assert.match(text, /\n1\. poof: level ok, read .*, every 30 min, own base URL/);
    assert.doesNotMatch(text, /pk_sample|127\.0\.0\.1|3,?766|Poof/);
  });

  it("show the log, with a line per reading", async () => {
    await run("Show Log");
    const log = person().window.page.locator(".part.panel .view-lines");
    await eventually(async () => {
      const text = (await log.innerText()).replaceAll("\u00a0", " ");
      assert.match(text, /\[info\] poof: ok, \d+ ms/);
      assert.match(text, /\[warn\] poof: keyRejected \(401\), \d+ ms/);
      assert.doesNotMatch(text, /pk_/);
    });
  });

  it("say on Refresh when a provider that asks to wait may be asked again", async () => {
    const { sample } = person();
    sample.faults.add("poof", { kind: "error", status: 429, headers: { "retry-after": "600" } });
    await run("Refresh");
    await person().waitForStatusBar("Poof 3,766 (history)");
    const asked = sample.requests.list("poof").length;
    await run("Refresh");
    await person().dismissNotification("Poof asked us to wait. Next read after ");
    assert.equal(sample.requests.list("poof").length, asked);
  });

  it("remove an account after asking", async () => {
    const { window } = person();
    const dialog = window.page.getByRole("dialog").filter({ hasText: "Remove Poof?" });
    for (const answer of ["Escape", "Enter"]) {
      await run("Remove Account");
      await person().inputBox("Remove which account?");
      await person().type("poof");
      await dialog.waitFor();
      assert.match(await dialog.innerText(), /The key is deleted/);
      await person().press(answer);
      await dialog.waitFor({ state: "hidden" });
      if (answer === "Escape") assert.equal(person().accounts().length, 1);
    }
    await person().waitForStatusBar("Add account");
    assert.deepEqual(person().accounts(), []);
    // Its key goes first, then what was read with it.
    await eventually(() => assert.deepEqual(person().accountsWithReadings(), []));
  });

  it("add the sample accounts, and remove them", async () => {
    await run("Add Account");
    await person().inputBox("Add account");
    await person().type("sample");
    await person().window.panel().getByRole("tab").nth(4).waitFor();
    assert.equal(person().accounts().length, 5);
    await run("Remove Sample Accounts");
    await person().waitForStatusBar("Add account");
    assert.deepEqual(person().accounts(), []);
  });
});
