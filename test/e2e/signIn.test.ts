import assert from "node:assert/strict";
import { workbenchSuite } from "./helpers/workbenchSuite.ts";

describe("signing in to Rich Utilities by keyboard", () => {
  const person = workbenchSuite();

  /** As far as the choice between password and token. */
  const start = async () => {
    const { window, sample } = person();
    await window.runCommand("Credit Monitor: Add Account");
    await person().inputBox("Add account");
    await person().type("rich");
    await person().inputBox("Add Rich Utilities account (2/4)");
    await person().type(sample.baseUrl("richUtilities"));
    await person().inputBox("Sign in to Rich Utilities");
  };

  const leave = async () => {
    await person().press("Escape");
    await person().window.quickInput().waitFor({ state: "hidden" });
    assert.equal(await person().statusText(), "Add account");
    assert.deepEqual([person().accounts(), person().accountsWithReadings()], [[], []]);
  };

  it("refuses a base URL that is not safe for a key", async () => {
    await person().window.runCommand("Credit Monitor: Add Account");
    await person().inputBox("Add account");
    await person().type("rich");
    await person().inputBox("Add Rich Utilities account (2/4)");
    for (const address of ["http://example.com", "https://a:b@example.com", "ftp://127.0.0.1", "nonsense"]) {
      await person().press("Control+A");
      await person().type(address);
      await person().waitForInputMessage("Use an https URL, or http on this machine.");
    }
    await leave();
  });

  it("leaves nothing behind at any step that a person walks away from", async () => {
    await start();
    await leave();
    await start();
    await person().type("Email");
    await person().waitForInputMessage("Email address of your Rich Utilities account");
    await leave();
    await start();
    await person().type("Email");
    await person().waitForInputMessage("Email address");
    await person().type("nobody");
    await person().waitForInputMessage("That is not a valid email address.");
    await person().press("Control+A");
    await person().type("sample@example.com");
    await person().waitForInputMessage("Password for sample@example.com");
    await leave();
    assert.equal(person().sample.requests.list().length, 0);
  });

  it("takes e-mail and password, with a wrong password said in place", async () => {
    const { email, password } = person().sample.credentials.richUtilities;
    await start();
    await person().type("Email");
    await person().waitForInputMessage("Email address");
    await person().type(email);
    await person().waitForInputMessage("It is used once and never stored.");
    await person().waitForInputMessage(
      `It is sent only to ${new URL(person().sample.baseUrl("richUtilities")).host}.`,
    );
    await person().type("a wrong one");
    await person().waitForInputMessage("Rich Utilities rejected");
    await person().press("Control+A");
    await person().type(password);
    await person().inputBox("Add Rich Utilities account (4/4)");
    await leave();
    await start();
    await person().type("Email");
    await person().waitForInputMessage("Email address");
    await person().type(email);
    await person().waitForInputMessage("Password for");
    await person().type(password);
    await person().inputBox("Add Rich Utilities account (4/4)");
    await person().type("Rich");
    await person().dismissNotification("Added Rich:");
    await person().waitForStatusBar(/^Rich [\d,.]+$/);
    assert.equal(JSON.stringify(person().settings()).includes(password), false);
  });

  it("takes a refresh token", async () => {
    await start();
    await person().type("Refresh token");
    await person().waitForInputMessage("Paste a Rich Utilities refresh token.");
    await person().type("not-a-token");
    await person().waitForInputMessage("Rich Utilities rejected");
    await person().press("Control+A");
    await person().type(person().sample.credentials.richUtilities.refreshToken);
    await person().inputBox("Add Rich Utilities account (4/4)");
    await person().type("Rich by token");
    await person().dismissNotification("Added Rich by token:");
    assert.deepEqual(
      person()
        .accounts()
        .map(({ id }) => id),
      ["rich", "rich-by-token"],
    );
  });
});
