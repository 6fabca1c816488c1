import type { ParseArgsConfig } from "node:util";
import { defined } from "../core/common/defined.ts";
import { parseCommandArguments, parseInstantOption, UsageError } from "./arguments.ts";
import { isBrokenPipe } from "./brokenPipe.ts";
import { LocalAccounts } from "./localAccounts.ts";

/** Process exit codes, which scripts rely on. */
export const exitCodes = { yes: 0, no: 1, unknown: 2, usage: 3 } as const;

/** A request that cannot be answered; the message says why, and what to do. */
export class UnanswerableError extends Error {}

export interface CommandIo {
  readonly storageFolder: string;
  /** Resolves when the text was taken; see `isBrokenPipe` for when it rejects. Only answers are written, never errors. */
  readonly write: (text: string) => Promise<void>;
  /** For what a command that goes on has to tell. */
  readonly warn: (text: string) => void;
  readonly isTerminal: boolean;
  /** From now on, Ctrl+C and SIGTERM abort this signal and do not end the process. */
  readonly catchStop: () => AbortSignal;
}

type Command = (args: readonly string[], io: CommandIo) => Promise<number>;

/** Ages change on the screen although nothing was read. */
const watchRedrawMs = 30_000;
const clearScreen = "\u001B[2J\u001B[3J\u001B[H";

// What a command needs beyond the accounts is loaded by it: `check` answers before a job, many times an hour.
export const commands: Readonly<Record<string, Command>> = { status, check, ledger, watch };

async function status(args: readonly string[], io: CommandIo): Promise<number> {
  const options = { json: { type: "boolean" }, prometheus: { type: "boolean" } } as const;
  const { values } = parseCommandArguments(args, withStorage(options), { min: 0, max: 0 });
  if (values.json && values.prometheus) throw new UsageError("Choose one of --json and --prometheus.");
  const format = values.prometheus ? "prometheus" : values.json ? "json" : "table";
  await withAccounts(io, async (accounts) => io.write(await statusText(accounts, format)));
  return exitCodes.yes;
}

async function check(args: readonly string[], io: CommandIo): Promise<number> {
  const options = { meter: { type: "string" }, "max-age": { type: "string" } } as const;
  const { values, positionals } = parseCommandArguments(args, withStorage(options), { min: 2, max: 2 });
  const [account = "", amount = ""] = positionals;
  // A variable of a script that is not set. Without an amount, the answer would be about nothing, and yes.
  const named = { ACCOUNT: account, AMOUNT: amount, "--meter": values.meter, "--max-age": values["max-age"] };
  const empty = Object.entries(named).find(([, value]) => value?.trim() === "");
  if (empty) throw new UsageError(`${empty[0]} is empty.`);
  const { answerLocally } = await import("./creditQuestions.ts");
  const question = defined({ account, amount, meter: values.meter, maxAge: values["max-age"] });
  const { text, verdict } = await answerLocally(io.storageFolder, question);
  // The exit code is the answer, also where nobody reads the text.
  await io.write(`${text}\n`).catch((error: unknown) => {
    if (!isBrokenPipe(error)) throw error;
  });
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
  if (range.fromMs !== undefined && range.toMs !== undefined && range.fromMs >= range.toMs)
    throw new UsageError("--from has to be before --to.");
  await withAccounts(io, async (accounts) => {
    if (accounts.textContext().hideAmounts)
      throw new UnanswerableError(
        "Amounts are hidden. Run “Toggle Hide Amounts” of Credit Monitor in VS Code.",
      );
    const { findAccountId, ledgerTexts } = await import("./ledgerTexts.ts");
    const found = findAccountId(accounts, positionals[0] ?? "");
    if (!found.ok) throw new UnanswerableError(found.problem);
    const texts = ledgerTexts(accounts, {
      format,
      filter: { accountId: found.id, ...range },
      signal: new AbortController().signal,
    });
    for await (const text of texts) await io.write(text);
  });
  return exitCodes.yes;
}

async function watch(args: readonly string[], io: CommandIo): Promise<number> {
  const { values } = parseCommandArguments(args, withStorage({ json: { type: "boolean" } } as const), {
    min: 0,
    max: 0,
  });
  const isDrawn = io.isTerminal && !values.json;
  let last = "";
  const { watchAccounts } = await import("./watchAccounts.ts");
  await watchAccounts({
    storageFolder: io.storageFolder,
    redrawMs: isDrawn ? watchRedrawMs : Number.POSITIVE_INFINITY,
    signal: io.catchStop(),
    onChange: async (accounts) => {
      const text = await statusText(accounts, values.json ? "json line" : "table");
      if (text !== last) await io.write(isDrawn ? clearScreen + text : text);
      last = text;
    },
    onProblem: ({ message }) => io.warn(message),
  });
  return exitCodes.yes;
}

type StatusFormat = "table" | "json" | "json line" | "prometheus";

async function statusText(accounts: LocalAccounts, format: StatusFormat): Promise<string> {
  await accounts.estimateRunways();
  const [statuses, textContext] = [accounts.statuses(), accounts.textContext()];
  if (format === "table") return (await import("./statusTable.ts")).statusTable(statuses, textContext);
  if (format === "prometheus")
    return (await import("./prometheusText.ts")).prometheusText(statuses, textContext);
  const { accountStates } = await import("./statusJson.ts");
  return `${JSON.stringify(accountStates(statuses, textContext), undefined, format === "json" ? 2 : 0)}\n`;
}

/** Every command takes the place of the extension's storage. */
function withStorage<const O extends NonNullable<ParseArgsConfig["options"]>>(options: O) {
  return { ...options, storage: { type: "string" } } as const;
}

async function withAccounts(io: CommandIo, work: (accounts: LocalAccounts) => Promise<void>): Promise<void> {
  const accounts = LocalAccounts.open(io.storageFolder);
  try {
    await work(accounts);
  } finally {
    accounts.close();
  }
}
