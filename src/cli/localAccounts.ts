import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { AccountStatus } from "../core/accounts/accountStatus.ts";
import { defined } from "../core/common/defined.ts";
import { requestedRetryMs } from "../core/readings/failure.ts";
import { isRetryPending } from "../core/readings/schedule.ts";
import { isSameProvider } from "../services/accounts/accountSource.ts";
import { systemClock } from "../services/common/clock.ts";
import { lazy } from "../services/common/lazy.ts";
import {
  type AccountDirectory,
  directoryFileName,
  type ListedAccount,
  parseDirectory,
} from "../store/accountDirectory.ts";
import type { Attempt } from "../store/attempt.ts";
import { openReadOnly, problemOf } from "../store/database/openReadOnly.ts";
import type { Connection } from "../store/database/sqlite/connection.ts";
import { AttemptTable } from "../store/database/tables/attemptTable.ts";
import type { TextContext } from "../ui/text/textContext.ts";
import { StorageError } from "./storageError.ts";

/**
 * The accounts as this machine's windows last read them, from the extension's storage folder. Opens the history for
 * reading only, holds no key and sends no request; `refresh` asks a window.
 */
export class LocalAccounts {
  readonly clock = systemClock;
  readonly #folder: string;
  readonly #signal: AbortSignal | undefined;
  readonly #connection: Connection;
  readonly #attempts: AttemptTable;
  #directory: AccountDirectory;
  #statuses: readonly AccountStatus[] = [];
  #hasRunways = false;
  /** Whether the last refresh found no window that could read the account. */
  isAlone = false;

  /** Balances and ledgers, and what is computed from them. Loaded when they are first needed. */
  readonly loadHistory = lazy(async () => {
    const { openLocalHistory } = await import("./localHistory.ts");
    return openLocalHistory(this.#connection);
  });

  private constructor(
    folder: string,
    directory: AccountDirectory,
    connection: Connection,
    signal: AbortSignal | undefined,
  ) {
    this.#folder = folder;
    this.#signal = signal;
    this.#directory = directory;
    this.#connection = connection;
    this.#attempts = new AttemptTable(connection);
  }

  /** Throws a `StorageError` when there is nothing to read from. `signal` ends the wait for a window. */
  static open(folder: string, signal?: AbortSignal): LocalAccounts {
    const directory = readDirectory(folder);
    const opened = openReadOnly(join(folder, "history.db"));
    if (opened.kind === "problem") throw new StorageError(opened.problem);
    const accounts = new LocalAccounts(folder, directory, opened.connection, signal);
    accounts.#readStatuses();
    return accounts;
  }

  /** Reads the list of accounts and their last attempts again. */
  async reload(): Promise<void> {
    this.#directory = readDirectory(this.#folder);
    this.#readStatuses();
    if (this.#hasRunways) await this.estimateRunways();
  }

  #readStatuses(): void {
    try {
      const { accounts } = this.#directory;
      this.#statuses = accounts.map((listed) => statusOf(listed, this.#attempts.load(listed.account.id)));
    } catch (error) {
      throw new StorageError(problemOf(error));
    }
  }

  /** Adds how long each account lasts, which its level needs. Takes a query of a month of readings for each. */
  async estimateRunways(): Promise<void> {
    this.#hasRunways = true;
    const { runways } = await this.loadHistory();
    await runways.update(this.#statuses);
    this.#statuses = this.#statuses.map((status) => ({
      ...status,
      ...defined({ runway: runways.get(status.account.id) }),
    }));
  }

  statuses(): readonly AccountStatus[] {
    return this.#statuses;
  }

  find(accountId: string): AccountStatus | undefined {
    return this.#statuses.find(({ account }) => account.id === accountId);
  }

  /** In English: programs and agents read the texts. */
  textContext(): TextContext {
    const { hideAmounts, timeZone } = this.#directory;
    return { locale: "en", nowMs: systemClock.now(), timeZone, hideAmounts };
  }

  /** Asks a window to read the account, unless its provider wants no request now, and takes over what it has stored. */
  async renew(accountId: string): Promise<void> {
    if (isRetryPending(requestedRetryMs(this.find(accountId)?.failure), systemClock.now())) return;
    const { requestRefresh } = await import("../services/localAccess/refreshClient.ts");
    this.isAlone = !(await requestRefresh(this.#folder, accountId, this.#signal));
    await this.reload();
  }

  /** Changes whenever a window wrote. Throws a `StorageError` when the history is no longer at its place. */
  version(): string {
    try {
      this.#connection.assertFileUnchanged();
      const directory = statSync(join(this.#folder, directoryFileName), { throwIfNoEntry: false });
      return `${this.#connection.dataVersion()} ${directory?.mtimeMs}`;
    } catch (error) {
      throw new StorageError(problemOf(error));
    }
  }

  close(): void {
    this.#connection.close();
  }
}

function readDirectory(folder: string): AccountDirectory {
  const directory = parseDirectory(readText(join(folder, directoryFileName)));
  if (!directory) throw new StorageError("neverStarted");
  return directory;
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function statusOf(
  { account, intervalMs, source }: ListedAccount,
  attempt: Attempt | undefined,
): AccountStatus {
  const isOfProvider = attempt !== undefined && isSameProvider(attempt.source, source);
  return {
    account,
    intervalMs,
    isReading: false,
    ...defined({
      // After a change of the address, the reading of the old one counts until there is a new one.
      reading: isOfProvider ? attempt.reading : undefined,
      failure: attempt?.source === source ? attempt.failure : undefined,
    }),
  };
}
