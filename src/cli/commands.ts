import { setTimeout as sleep } from "node:timers/promises";
import type { ParseArgsConfig } from "node:util";
import { matchByName } from "../core/accounts/matchByName.ts";
import { nearNames } from "../core/accounts/nearNames.ts";
import { defined } from "../core/common/defined.ts";
import type { LedgerFilter } from "../core/ledger/ledgerEntry.ts";
import { exportTexts } from "../services/ledger/exportLedger.ts";
import { toLedgerEntry } from "../ui/api/toLedgerEntry.ts";
import { observedDescriptions } from "../ui/text/ledgerDescription.ts";
import { sanitizeText } from "../ui/text/sanitizeText.ts";
import { parseCommandArguments, parseInstantOption, UsageError } from "./arguments.ts";
import { answerLocally } from "./creditQuestions.ts";
import { LocalAccounts } from "./localAccounts.ts";
import { accountStates } from "./statusJson.ts";
import { statusTable } from "./statusTable.ts";

/** Process exit codes, which scripts rely on. */
export const exitCodes = { yes: 0, no: 1, unknown: 2, usage: 3 } as const;

/** A request that cannot be answered; the message says why, and what to do. */
export class UnanswerableError extends Error {}

export interface CommandIo {
  readonly storageFolder: string;
  /** Resolves when the text was taken. Only answers are written, never errors. */
  readonly write: (text: string) => Promise<void>;
  readonly isTerminal: boolean;
  /** Ends `watch`. */
  readonly signal: AbortSignal;
}

type Command = (args: readonly string[], io: CommandIo) => Promise<number>;

const watchIntervalMs = 1_000;
/** Ages change on the screen although nothing was read. */
const watchRedrawMs = 30_000;
const clearScreen = "\u001B[2J\u001B[3J\u001B[H";
const maxNames = 5;

export const commands: Readonly<Record<string, Command>> = { status, check, ledger, watch };

async function status(args: readonly string[], io: CommandIo): Promise<number> {
  const options = { json: { type: "boolean" }, prometheus: { type: "boolean" } } as const;
  const { values } = parseCommandArguments(args, withStorage(options), { min: 0, max: 0 });
  const format = values.prometheus ? "prometheus" : values.json ? "json" : "table";
  await withAccounts(io, async (accounts) => io.write(await statusText(accounts, format)));
  return exitCodes.yes;
}

async function check(args: readonly string[], io: CommandIo): Promise<number> {
  const options = { meter: { type: "string" }, "max-age": { type: "string" } } as const;
  const { values, positionals } = parseCommandArguments(args, withStorage(options), { min: 2, max: 2 });
  const [account, amount] = positionals;
  const input = defined({ account, amount, meter: values.meter, maxAge: values["max-age"] });
  const { text, verdict } = await answerLocally(io.storageFolder, input);
  await io.write(`${text}\n`);
  return exitCodes[verdict];
}

async function ledger(args: readonly string[], io: CommandIo): Promise<number> {
  const options = { from: { type: "string" }, to: { type: "string" }, format: { type: "string" } } as const;
  const { values, positionals } = parseCommandArguments(args, withStorage(options), { min: 1, max: 1 });
  const { from, to, format = "csv" } = values;
  if (format !== "csv" && format !== "json") throw new UsageError("--format has to be csv or json.");
  const range = defined({
    fromMs: from === undefined ? undefined : parseInstantOption("from", from),
    toMs: to === undefined ? undefined : parseInstantOption("to", to),
  });
  await withAccounts(io, async (accounts) => {
    const { hideAmounts, timeZone } = accounts.textContext();
    if (hideAmounts)
      throw new UnanswerableError(
        "Amounts are hidden. Turn off “Hide Amounts” of Credit Monitor in VS Code.",
      );
    const filters: readonly LedgerFilter[] = [
      { accountId: findAccountId(accounts, positionals[0] ?? ""), ...range },
    ];
    const parts = exportTexts(
      accounts.history,
      { format, filters, signal: io.signal },
      { observedDescriptions: observedDescriptions(), toEntry: (row) => toLedgerEntry(row, timeZone) },
    );
    for await (const { text } of parts) await io.write(text);
  });
  return exitCodes.yes;
}

async function watch(args: readonly string[], io: CommandIo): Promise<number> {
  const options = { json: { type: "boolean" } } as const;
  const { values } = parseCommandArguments(args, withStorage(options), { min: 0, max: 0 });
  await withAccounts(io, async (accounts) => {
    let [version, drawnAtMs, last] = [-1, 0, ""];
    while (!io.signal.aborted) {
      const current = await accounts.history.read((store) => store.dataVersion());
      const isDue = !values.json && io.isTerminal && Date.now() - drawnAtMs > watchRedrawMs;
      if (current !== version || isDue) {
        await accounts.reload();
        const text = await statusText(accounts, values.json ? "json lines" : "table");
        if (text !== last || isDue) await io.write(io.isTerminal && !values.json ? clearScreen + text : text);
        [version, drawnAtMs, last] = [current ?? -1, Date.now(), text];
      }
      await sleep(watchIntervalMs, undefined, { signal: io.signal }).catch(() => undefined);
    }
  });
  return exitCodes.yes;
}

type StatusFormat = "table" | "json" | "json lines" | "prometheus";

async function statusText(accounts: LocalAccounts, format: StatusFormat): Promise<string> {
  await accounts.estimateRunways();
  const textContext = accounts.textContext();
  if (format === "table") return statusTable(accounts.statuses(), textContext);
  if (format === "prometheus") {
    const { prometheusText } = await import("./prometheusText.ts");
    return await prometheusText(accounts.statuses(), textContext);
  }
  const states = accountStates(accounts.statuses(), textContext);
  return `${JSON.stringify(states, undefined, format === "json" ? 2 : 0)}\n`;
}

/** Every command knows where the extension's storage is. */
function withStorage<const O extends NonNullable<ParseArgsConfig["options"]>>(options: O) {
  return { ...options, storage: { type: "string" } } as const;
}

async function withAccounts(io: CommandIo, work: (accounts: LocalAccounts) => Promise<void>): Promise<void> {
  const accounts = await LocalAccounts.open(io.storageFolder);
  try {
    await work(accounts);
  } finally {
    accounts.close();
  }
}

function findAccountId(accounts: LocalAccounts, name: string): string {
  const all = accounts.statuses().map(({ account: { id, label } }) => ({ id, label }));
  const [match, ...others] = matchByName(all, name);
  if (match && others.length === 0) return match.id;
  const near = (match ? [match, ...others] : nearNames(all, name, maxNames)).map(({ id }) => id).join(", ");
  const problem = match ? "several accounts are called" : "there is no account";
  throw new UnanswerableError(`${problem} “${sanitizeText(name)}”. Accounts: ${near || "none"}.`);
}
