import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { scratchFolder } from "../../scripts/helpers/cleanUp.ts";
import { minuteMs } from "../../src/core/time/durations.ts";
import { systemTimeZone } from "../../src/core/time/timeZone.ts";
import { eventually } from "../helpers/eventually.ts";
import { readCsv } from "../helpers/readCsv.ts";
import { workbenchSuite } from "./helpers/workbenchSuite.ts";

const firstZone = "Pacific/Kiritimati";
// They are 25 hours apart: at any time, at least one of them has another day than the server.
const zones = [
  { timeZone: firstZone, spent: 42, spentToday: "42" },
  { timeZone: "Pacific/Pago_Pago", spent: 7, spentToday: "49" },
];
const pauseSeconds = 600;

/** `6:42 PM`, as the ledger writes it. */
function ledgerTime(atMs: number, timeZone: string): string {
  return new Date(atMs)
    .toLocaleTimeString("en-US", { timeStyle: "short", timeZone })
    .replaceAll("\u202f", " ");
}

describe("a browser in another time zone than its server", () => {
  const exportFile = path.join(scratchFolder("zones"), "ledger.csv");
  const user = workbenchSuite({
    timeZone: firstZone,
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
      { command: "creditMonitor.exportLedger", args: { format: "csv", path: exportFile } },
    ],
  });

  const region = (name: string) => user().window.panel().getByRole("region", { name });
  const newestEntry = () => region("Ledger").locator("[aria-rowindex='2']");
  /** The times that end the minute before an event and the one of it. */
  const timesUntil = (atMs: number, timeZone: string) =>
    [0, 1].map((minutes) => ledgerTime(atMs - minutes * minuteMs, timeZone));
  let usedCredits = 1000;
  let pausedUntilMs = 0;

  before(async function () {
    // On a desktop, both are one machine.
    if (!user().isServed) return this.skip();
    const { accounts, faults } = user().sample;
    accounts.set("poof", { maxCredits: "5000", usedCredits: String(usedCredits) });
    await user().runBoundCommand(1);
    await user().waitForStatusBar(/^Poof 4,000 · EasySlip [\d,.]+K?$/);
    const headers = { "retry-after": String(pauseSeconds) };
    faults.add("easySlip", { kind: "error", status: 429, headers });
    await user().refresh();
    await user().waitForStatusBar(/ \(history\)$/);
    pausedUntilMs = Date.now() + pauseSeconds * 1000;
  });

  for (const { timeZone, spent, spentToday } of zones) {
    describe(timeZone, () => {
      let spentAtMs = 0;

      before(async () => {
        if (timeZone !== firstZone) await user().loadInTimeZone(timeZone);
        await user().openPanel();
        await region("Usage").waitFor();
        usedCredits += spent;
        user().sample.accounts.set("poof", { usedCredits: String(usedCredits) });
        await user().refresh();
        await user().waitForStatusBar(new RegExp(`^Poof ${(5000 - usedCredits).toLocaleString("en-US")} `));
        spentAtMs = Date.now();
      });

      it(`a message and the tooltip tell the time in ${timeZone}`, async () => {
        const tooltip = await user().tooltipText();
        const dayOf = (atMs: number) => new Date(atMs).toLocaleDateString("en-US", { timeZone });
        const times = [0, 1].map((minutes) => {
          const atMs = pausedUntilMs - minutes * minuteMs;
          const date = dayOf(atMs) === dayOf(Date.now()) ? {} : ({ dateStyle: "medium" } as const);
          return new Date(atMs).toLocaleString("en-US", { ...date, timeStyle: "short", timeZone });
        });
        const [, shown = ""] = /The provider asked us to wait\. Next read after (.*)\.$/m.exec(tooltip) ?? [];
        assert.ok(times.includes(shown.replaceAll("\u202f", " ")), `${tooltip}\nexpected ${times}`);
        await user().dismissNotification(`EasySlip: The provider asked us to wait. Next read after ${shown}`);
      });

      it(`the usage of a minute ago is in today's day and month in ${timeZone}`, async () => {
        const atHour = () =>
          new Date().toLocaleTimeString("en-US", { hour: "numeric", timeZone }).replace(/^\d+/, "$&:00");
        // A month that has one day so far is shown by the hour.
        const onDay = () =>
          new Date().toLocaleDateString("en-US", { day: "numeric", timeZone }) === "1"
            ? atHour()
            : new Date().toLocaleDateString("en-US", { month: "short", day: "numeric", timeZone });
        for (const [period, when] of [
          ["Day", atHour],
          ["Month", onDay],
        ] as const) {
          await region("Usage").getByRole("radio", { name: period, exact: true }).check();
          await region("Usage").getByText(`${spentToday} consumed`).waitFor();
          const column = region("Usage").locator("li .tip").last();
          await eventually(async () => assert.equal(await column.textContent(), `${when()}: ${spentToday}`));
        }
      });

      it(`the ledger is searched by the time in ${timeZone}, and exported with it`, async () => {
        const isNewest = () =>
          eventually(async () => assert.match(await newestEntry().innerText(), new RegExp(`−${spent}\\b`)));
        await isNewest();
        const text = await newestEntry().innerText();
        const [, shown = ""] = /Observed between .* and .*?\b(\d{1,2}:\d\d [AP]M)/.exec(text) ?? [];
        const times = timesUntil(spentAtMs, timeZone);
        assert.ok(times.includes(shown), `${text}: expected ${times}`);
        const search = user().window.panel().getByRole("textbox", { name: "Search ledger" });
        const elsewhere = timesUntil(spentAtMs, systemTimeZone());
        // A server in the same zone has no other time to search for.
        for (const other of elsewhere.filter((time) => !times.includes(time))) {
          await search.fill(other);
          await region("Ledger").getByText("No matching entries.").waitFor();
        }
        await search.fill(shown);
        await isNewest();
        await search.fill("");
        await user().runBoundCommand(2);
        await eventually(() => {
          const [head = [], ...rows] = readCsv(readFileSync(exportFile, "utf8").replace("\uFEFF", ""));
          const row = rows.find((cells) => cells[head.indexOf("amount")] === `-${spent}`);
          assert.match(row?.[head.indexOf("description")] ?? "", new RegExp(`and .*${shown}$`));
        });
      });
    });
  }
});
