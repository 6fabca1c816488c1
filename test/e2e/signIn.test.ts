import assert from "node:assert/strict";
import { workbenchSuite } from "./helpers/workbenchSuite.ts";

describe("signing in to Rich Utilities by keyboard", () => {
  const user = workbenchSuite({
    settings: { "creditMonitor.providers": [{ id: "half" }, { id: "poof", name: "Mine" }, "text"] },
  });

  /** Starts to add an account, up to the choice between password and token. */
  const startSignIn = async () => {
    const { window, sample } = user();
    await window.runCommand("Credit Monitor: Add Account");
    await user().inputBox("Add account");
    await user().type("rich");
    await user().inputBox("Add Rich Utilities account (2/4)");
    await user().type(sample.baseUrl("richUtilities"));
    await user().inputBox("Sign in to Rich Utilities");
  };

  const cancel = async () => {
    await user().press("Escape");
    await user().window.quickInput().waitFor({ state: "hidden" });
    assert.equal(await user().statusText(), "Credit Monitor: add account");
    assert.deepEqual([user().accounts(), user().accountsWithReadings()], [[], []]);
  };

  it("invalid definitions are named in one notification", async () => {
    const notice = user()
      .window.notifications()
      .filter({ hasText: "half is ignored: its “name” is not valid." });
    await notice.waitFor();
    const text = await notice.innerText();
    assert.match(text, /poof is ignored: its “auth” is not valid\./);
    assert.match(text, /Provider entry 3 is ignored: it is not an object\./);
    assert.equal(await user().window.notifications().count(), 1);
    await user().dismissNotification("half is ignored");
  });

  it("the prompt rejects a base URL that is not safe for a key", async () => {
    await user().window.runCommand("Credit Monitor: Add Account");
    await user().inputBox("Add account");
    await user().type("rich");
    await user().inputBox("Add Rich Utilities account (2/4)");
    for (const address of ["http://example.com", "https://a:b@example.com", "ftp://127.0.0.1", "nonsense"]) {
      await user().press("Control+A");
      await user().type(address);
      await user().waitForInputMessage("Use an https URL, or http on this machine.");
    }
    await cancel();
  });

  it("the prompt leaves nothing behind when the user cancels at any step", async () => {
    await startSignIn();
    await cancel();
    await startSignIn();
    await user().type("Email");
    await user().waitForInputMessage("Email address of your Rich Utilities account");
    await cancel();
    await startSignIn();
    await user().type("Email");
    await user().waitForInputMessage("Email address");
    await user().type("nobody");
    await user().waitForInputMessage("That is not a valid email address.");
    await user().press("Control+A");
    await user().type("sample@example.com");
    await user().waitForInputMessage("Password for sample@example.com");
    await cancel();
    assert.equal(user().sample.requests.list().length, 0);
  });

  it("the prompt accepts e-mail and password, and reports a wrong password in place", async () => {
    const { email, password } = user().sample.credentials.richUtilities;
    await startSignIn();
    await user().type("Email");
    await user().waitForInputMessage("Email address");
    await user().type(email);
    await user().waitForInputMessage("It is used once and never stored.");
    await user().waitForInputMessage(
      `It is sent only to ${new URL(user().sample.baseUrl("richUtilities")).host}.`,
    );
    await user().type("a wrong one");
    await user().waitForInputMessage("The provider rejected");
    await user().press("Control+A");
    await user().type(password);
    await user().inputBox("Add Rich Utilities account (4/4)");
    await cancel();
    await startSignIn();
    await user().type("Email");
    await user().waitForInputMessage("Email address");
    await user().type(email);
    await user().waitForInputMessage("Password for");
    await user().type(password);
    await user().inputBox("Add Rich Utilities account (4/4)");
    await user().type("Rich");
    await user().dismissNotification("Added Rich:");
    await user().waitForStatusBar(/^Rich [\d,.]+$/);
    assert.equal(JSON.stringify(user().settings()).includes(password), false);
  });

  it("the prompt accepts a refresh token", async () => {
    await startSignIn();
    await user().type("Refresh token");
    await user().waitForInputMessage("Paste a Rich Utilities refresh token.");
    await user().type("not-a-token");
    await user().waitForInputMessage("The provider rejected");
    await user().press("Control+A");
    await user().type(user().sample.credentials.richUtilities.refreshToken);
    await user().inputBox("Add Rich Utilities account (4/4)");
    await user().type("Rich by token");
    await user().dismissNotification("Added Rich by token:");
    assert.deepEqual(
      user()
        .accounts()
        .map(({ id }) => id),
      ["rich", "rich-by-token"],
    );
  });
});
