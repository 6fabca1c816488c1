import assert from "node:assert/strict";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { eventually } from "../helpers/eventually.ts";
import { readCsv } from "../helpers/readCsv.ts";
import { openHistoryFile } from "./helpers/openHistoryFile.ts";
import { workbenchSuite } from "./helpers/workbenchSuite.ts";

const account = "Rich Utilities";
const damagedName = /^history-damaged-.*\.db$/;

describe("the sections of the panel with the sample accounts", () => {
  const user = workbenchSuite({ bound: () => [{ command: "workbench.action.closeActiveEditor" }] });
  const panel = () => user().window.panel();
  const tab = (name: string) => panel().getByRole("tab", { name });
  const region = (name: string) => panel().getByRole("region", { name });
  const grid = () => panel().getByRole("grid", { name: "Ledger" });
  const row = (index: number) => grid().locator(`[aria-rowindex="${index}"]`);
  const type = () => panel().getByRole("combobox", { name: "Type" });
  const search = () => panel().getByRole("textbox", { name: "Search ledger" });
  const rowCount = async () => Number(await grid().getAttribute("aria-rowcount"));
  const waitForRow = (index: number, text: RegExp) =>
    eventually(async () => assert.match(await row(index).innerText(), text));

  before(async () => {
    await user().openPanel();
    await panel().getByRole("button", { name: "Try with sample accounts" }).click();
    await tab("COALS").waitFor();
    await tab(account).click();
  });

  it("the tooltip shows the runway of each account", async () => {
    await eventually(async () => {
      const [head = "", ...lines] = (await user().tooltipText()).split("\n");
      assert.match(head, /\| Lasts( \||$)/);
      const lasts = lines
        .map((line) => line.replaceAll("\u2060", "").split(" | ")[2]?.trim() ?? "")
        .filter((text) => /^(≥ )?\d+(–\d+)? (days|wks|mths|hr)$|^until reset$|^> 3 mths$/.test(text));
      assert.equal(lasts.length, 5, lines.join("\n"));
      // A month of history has seven days of it, and today.
      const usage = lines.filter((line) => /^ *[▁▂▃▄▅▆▇█]{7} \S+ today \|/.test(line));
      assert.equal(usage.length, 5, lines.join("\n"));
    });
  });

  it("the panel shows the runway of the headline meter", async () => {
    await region("Meters")
      .getByText(/^Lasts /)
      .waitFor();
  });

  it("the balance history shows a month at once, as a line and as a table", async () => {
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

  it("the usage shows the provider's count and a month of readings", async () => {
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

  it("the ledger is fetched to its end, and says so", async () => {
    await region("Ledger")
      .getByText(/Provider's ledger synced .*: [\d,]+ entries/)
      .waitFor();
    // The grid is updated within a second.
    await eventually(async () => {
      const text = await region("Ledger").innerText();
      const [total = 0, fetched = 0] = [...text.matchAll(/([\d,]+) entries/g)].map(([, count = ""]) =>
        Number(count.replaceAll(",", "")),
      );
      assert.ok(fetched > 4000 && total >= fetched, text.slice(0, 200));
      assert.equal(await rowCount(), total + 1);
    });
    assert.equal(await row(1).getByRole("columnheader").count(), 6);
  });

  it("the ledger is navigable by keyboard, and Enter opens an entry", async () => {
    await row(2).focus();
    await user().press("ArrowDown", "ArrowDown", "ArrowUp");
    assert.equal(await grid().locator("[aria-rowindex]:focus").getAttribute("aria-rowindex"), "3");
    await eventually(async () => {
      // Entries that arrive meanwhile move the end.
      await user().press("End");
      const last = grid().locator("[aria-rowindex]:focus");
      assert.equal(Number(await last.getAttribute("aria-rowindex")), await rowCount());
      assert.match(await last.innerText(), /Credit.*Balance brought forward/s);
    });
    await user().press("Enter");
    const details = panel().getByRole("dialog", { name: "Ledger entry" });
    await details.getByText("Balance after").first().waitFor();
    await user().press("Escape");
    await details.waitFor({ state: "hidden" });
    await user().press("Home");
    await waitForRow(2, /(Debit|Credit|Adjustment)/);
  });

  it("the ledger filters by text and by type, and counts the found entries", async () => {
    const all = await rowCount();
    await search().fill("MERGE pdf");
    await eventually(async () => assert.ok((await rowCount()) < all / 2));
    await waitForRow(2, /Merge PDF/);
    await search().fill("");
    await type().selectOption("Credit");
    await eventually(async () => assert.ok((await rowCount()) < 400));
    await waitForRow(2, /Credit/);
    assert.equal(await grid().locator(".row", { hasText: "Debit" }).count(), 0);
  });

  it("the export writes the filtered entries to the file of VS Code's own dialog, and opens it", async () => {
    const count = (await rowCount()) - 1;
    const file = path.join(user().folder, "rich.csv");
    await panel().getByRole("button", { name: "Export CSV" }).click();
    const box = await user().inputBox("Export ledger");
    const ok = user().window.quickInput().getByRole("button", { name: "OK" });
    // After it has read a folder, the dialog overwrites the text in its field.
    await eventually(async () => assert.match(await box.inputValue(), /sample-richutilities\.csv$/));
    await eventually(async () => {
      if (!(await box.isVisible())) return;
      await box.fill(file);
      await user().window.quickPickRow("..").waitFor({ timeout: 500 });
      assert.equal(await box.inputValue(), file);
      await ok.click({ timeout: 500 });
      await box.waitFor({ state: "hidden", timeout: 500 });
    });
    const message = `Exported ${count.toLocaleString("en-US")} entries to ${file}.`;
    const offer = user().window.notifications().filter({ hasText: message }).first();
    await offer.getByRole("button", { name: "Open", exact: true }).click();
    await user().window.page.getByRole("tab", { name: "rich.csv", selected: true }).waitFor();
    // By a key, which runs it once: a second time, it would close the panel.
    await user().runBoundCommand(1);
    await tab(account).waitFor();
    const [head = [], ...rows] = readCsv(readFileSync(file, "utf8").replace("\uFEFF", ""));
    assert.equal(rows.length, count);
    assert.deepEqual([...new Set(rows.map((cells) => cells[head.indexOf("type")]))], ["credit"]);
    rmSync(file);
  });

  it("the panel restores its filters after a reload", async () => {
    const count = await rowCount();
    await user().reload();
    await eventually(async () => assert.equal(await tab(account).getAttribute("aria-selected"), "true"));
    assert.equal(await type().inputValue(), "credit");
    await eventually(async () => assert.ok((await rowCount()) >= count));
    await waitForRow(2, /Credit/);
  });

  it("a damaged history is replaced and reported once, and balances continue", async () => {
    await user().unload();
    const file = user().historyFile;
    writeFileSync(file, "This is no database.\n".repeat(500));
    await user().load();
    const notice = "The history file was damaged. It was kept as history-damaged-";
    await (await user().openNotifications()).getByText(notice).first().waitFor();
    await user().waitForStatusBar(/\d/);
    assert.equal(readdirSync(path.dirname(file)).filter((name) => damagedName.test(name)).length, 1);
    await user().openPanel();
    await region("Meters").getByText("credits left").first().waitFor();
  });

  it("a history of a newer version is only read, and the panel says so", async () => {
    await user().unload();
    const database = openHistoryFile(user().historyFile);
    database.exec("PRAGMA user_version = 99");
    database.close();
    await user().load();
    const notices = await user().openNotifications();
    await notices.getByText("History is read-only: it was written by a newer version.").first().waitFor();
    assert.equal(await notices.getByText("was damaged").count(), 0, "the damage was reported before");
    await user().openPanel();
    await panel().getByText("History is read-only: it was written by a newer version.").first().waitFor();
    await region("Meters").getByText("credits left").first().waitFor();
    await grid().or(panel().getByText("No entries yet.")).first().waitFor();
  });
});
