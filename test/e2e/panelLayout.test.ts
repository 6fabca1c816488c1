import assert from "node:assert/strict";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { eventually } from "../helpers/eventually.ts";
import { readCsv } from "../helpers/readCsv.ts";
import { workbenchSuite } from "./helpers/workbenchSuite.ts";

const account = "Rich Utilities";
const damagedName = /^history-damaged-.*\.db$/;

describe("the rooms of the panel, with the sample accounts", () => {
  const person = workbenchSuite();
  const panel = () => person().window.panel();
  const tab = (name: string) => panel().getByRole("tab", { name });
  const region = (name: string) => panel().getByRole("region", { name });
  const grid = () => panel().getByRole("grid", { name: "Ledger" });
  const row = (index: number) => grid().locator(`[aria-rowindex="${index}"]`);
  const type = () => panel().getByRole("combobox", { name: "Type" });
  const search = () => panel().getByRole("textbox", { name: "Search ledger" });
  const rowCount = async () => Number(await grid().getAttribute("aria-rowcount"));
  const shows = (index: number, text: RegExp) =>
    eventually(async () => assert.match(await row(index).innerText(), text));

  before(async () => {
    await person().window.runCommand("Credit Monitor: Open Panel");
    await panel().getByRole("button", { name: "Try with sample accounts" }).click();
    await tab("COALS").waitFor();
    await tab(account).click();
  });

  it("show a month of balances at once, as a line and as a table", async () => {
    for (const name of [account, "Poof"]) {
      await tab(name).click();
      const history = region("Balance history");
      await history.getByRole("radio", { name: "30 d" }).check();
      await history.locator("canvas").first().waitFor();
      const asTable = history.getByRole("button", { name: "Show as table" });
      await asTable.click();
      await eventually(async () => {
        const rows = await history.locator("tbody tr").count();
        assert.ok(rows > 100, `${name}: ${rows} rows`);
      });
      await asTable.click();
    }
  });

  it("show what was used, of the provider and of a month of readings", async () => {
    const usage = region("Usage");
    await eventually(async () => assert.match(await usage.innerText(), /\d[\d,.]* credits? consumed|\d/));
    await usage.locator("svg rect").first().waitFor();
    await tab(account).click();
    await usage
      .getByText(/successful/i)
      .first()
      .waitFor();
    await usage.getByText("/v2/ocr").first().waitFor();
  });

  it("fetch the provider's ledger to its end, and say so", async () => {
    await region("Ledger")
      .getByText(/Provider's ledger synced .*: [\d,]+ entries/)
      .waitFor();
    // The grid follows within a second.
    await eventually(async () => {
      const text = await region("Ledger").innerText();
      const [total = 0, fetched = 0] = [...text.matchAll(/([\d,]+) entries/g)].map(([, count = ""]) =>
        Number(count.replaceAll(",", "")),
      );
      assert.ok(fetched > 4000 && total > fetched, text.slice(0, 200));
      assert.equal(await rowCount(), total + 1);
    });
    assert.equal(await row(1).getByRole("columnheader").count(), 6);
  });

  it("lead through all entries by keyboard, and into one", async () => {
    await row(2).focus();
    await person().press("ArrowDown", "ArrowDown", "ArrowUp");
    assert.equal(await grid().locator("[aria-rowindex]:focus").getAttribute("aria-rowindex"), "3");
    await eventually(async () => {
      // Entries that arrive meanwhile move the end on.
      await person().press("End");
      const last = grid().locator("[aria-rowindex]:focus");
      assert.equal(Number(await last.getAttribute("aria-rowindex")), await rowCount());
      assert.match(await last.innerText(), /Credit.*Balance brought forward/s);
    });
    await person().press("Enter");
    const details = panel().getByRole("dialog", { name: "Ledger entry" });
    await details.getByText("Balance after").first().waitFor();
    await person().press("Escape");
    await details.waitFor({ state: "hidden" });
    await person().press("Home");
    await shows(2, /(Debit|Credit|Adjustment)/);
  });

  it("find by text and by type, counting what is left", async () => {
    const all = await rowCount();
    await search().fill("MERGE pdf");
    await eventually(async () => assert.ok((await rowCount()) < all / 2));
    await shows(2, /Merge PDF/);
    await search().fill("");
    await type().selectOption("Credit");
    await eventually(async () => assert.ok((await rowCount()) < 400));
    await shows(2, /Credit/);
    assert.equal(await grid().locator(".row", { hasText: "Debit" }).count(), 0);
  });

  it("export what is filtered, to where VS Code's own dialog is told", async () => {
    const count = (await rowCount()) - 1;
    const file = path.join(person().folder, "rich.csv");
    await panel().getByRole("button", { name: "Export CSV" }).click();
    const box = await person().inputBox("Export ledger");
    const ok = person().window.quickInput().getByRole("button", { name: "OK" });
    // Once it has looked into a folder, the dialog writes into its field, over what was typed there.
    await eventually(async () => assert.match(await box.inputValue(), /sample-richutilities\.csv$/));
    await eventually(async () => {
      if (!(await box.isVisible())) return;
      await box.fill(file);
      await person().window.quickPickRow("..").waitFor({ timeout: 500 });
      assert.equal(await box.inputValue(), file);
      await ok.click({ timeout: 500 });
      await box.waitFor({ state: "hidden", timeout: 500 });
    });
    await person().dismissNotification(`Exported ${count.toLocaleString("en-US")} entries to rich.csv.`);
    const [head = [], ...rows] = readCsv(readFileSync(file, "utf8").replace("\uFEFF", ""));
    assert.equal(rows.length, count);
    assert.deepEqual([...new Set(rows.map((cells) => cells[head.indexOf("type")]))], ["credit"]);
    rmSync(file);
  });

  it("are as they were after a reload", async () => {
    const count = await rowCount();
    await person().reload();
    await eventually(async () => assert.equal(await tab(account).getAttribute("aria-selected"), "true"));
    assert.equal(await type().inputValue(), "credit");
    await eventually(async () => assert.ok((await rowCount()) >= count));
    await shows(2, /Credit/);
  });

  it("begin anew with a damaged history, say so once, and balances go on", async () => {
    await person().unload();
    const file = person().historyFile;
    writeFileSync(file, "This is no database.\n".repeat(500));
    await person().load();
    const said = "The history file was damaged. It was kept as history-damaged-";
    await (await person().openNotifications()).getByText(said).first().waitFor();
    await person().waitForStatusBar(/\d/);
    assert.equal(readdirSync(path.dirname(file)).filter((name) => damagedName.test(name)).length, 1);
    await person().window.runCommand("Credit Monitor: Open Panel");
    await region("Meters").getByText("credits left").first().waitFor();
  });

  it("only read a history that a newer version wrote, and say so", async () => {
    await person().unload();
    const database = new DatabaseSync(person().historyFile);
    database.exec("PRAGMA user_version = 99");
    database.close();
    await person().load();
    const notices = await person().openNotifications();
    await notices.getByText("History is read-only: it was written by a newer version.").first().waitFor();
    assert.equal(await notices.getByText("was damaged").count(), 0, "that was told before");
    await person().window.runCommand("Credit Monitor: Open Panel");
    await panel().getByText("History is read-only: it was written by a newer version.").first().waitFor();
    await region("Meters").getByText("credits left").first().waitFor();
    await grid().or(panel().getByText("No entries yet.")).first().waitFor();
  });
});
