import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { AccountStatus } from "../core/accounts/accountStatus.ts";
import { defined } from "../core/common/defined.ts";
import { type Failure, requestedRetryMs } from "../core/readings/failure.ts";
import { isRetryPending } from "../core/readings/schedule.ts";
import { isSameProvider } from "../services/accounts/accountSource.ts";
import { systemClock } from "../services/common/clock.ts";
import { History } from "../services/history/history.ts";
import { requestRefresh } from "../services/localAccess/refreshClient.ts";
import { Runways } from "../services/runways.ts";
import {
  type AccountDirectory,
  directoryFileName,
  type ListedAccount,
  parseDirectory,
} from "../store/accountDirectory.ts";
import { openReadOnly, type ReadOnlyProblem } from "../store/database/openReadOnly.ts";
import type { TextContext } from "../ui/text/textContext.ts";

/** Why there is nothing to answer from. `neverStarted`: the extension has not written its list of accounts yet. */
export type StorageProblem = ReadOnlyProblem | "neverStarted";

export class StorageError extends Error {
  readonly problem: StorageProblem;

  constructor(problem: StorageProblem) {
    super(problem);
    this.problem = problem;
  }
}

/**
 * The accounts as this machine's windows last read them, from the extension's storage folder. Opens the history for
 * reading only, holds no key and sends no request; `refresh` asks a window.
 */
export class LocalAccounts {
  readonly #folder: string;
  readonly history: History;
  readonly clock = systemClock;
  readonly #runways: Runways;
  #directory: AccountDirectory;
  #hasRunways = false;
  #statuses: readonly AccountStatus[] = [];
  /** Whether the last refresh found no window that could read the account. */
  isAlone = false;

  private constructor(folder: string, directory: AccountDirectory, history: History) {
    this.#folder = folder;
    this.#directory = directory;
    this.history = history;
    this.#runways = new Runways({ history, clock: systemClock });
  }

  /** Throws a `StorageError` when there is nothing to read from. */
  static async open(folder: string): Promise<LocalAccounts> {
    const directory = await readDirectory(folder);
    const opened = openReadOnly(join(folder, "history.db"));
    if (opened.kind === "problem") throw new StorageError(opened.problem);
    const history = new History({
      open: async () => opened,
      clock: systemClock,
      reportBug: (error) => {
        throw error;
      },
    });
    const accounts = new LocalAccounts(folder, directory, history);
    await accounts.reload();
    return accounts;
  }

  /** Reads the list of accounts and their last attempts again. */
  async reload(): Promise<void> {
    this.#directory = await readDirectory(this.#folder);
    const { accounts } = this.#directory;
    const statuses = await this.history.read((store) =>
      accounts.map((listed) => statusOf(listed, store.loadAttempt(listed.account.id))),
    );
    if (!statuses) throw new StorageError("busy");
    this.#statuses = statuses;
  }

  /** Adds how long each account lasts, which its level needs. Takes a query of a month of readings for each. */
  async estimateRunways(): Promise<void> {
    this.#hasRunways = true;
    await this.#runways.update(this.#statuses);
    this.#statuses = this.#statuses.map((status) => ({
      ...status,
      ...defined({ runway: this.#runways.get(status.account.id) }),
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

  /** Asks a window to read the account, and takes over what it has stored. */
  async refresh(accountId: string): Promise<void> {
    this.isAlone = !(await requestRefresh(this.#folder, accountId));
    await this.reload();
    if (this.#hasRunways) await this.estimateRunways();
  }

  /** Why no window may read the account now, as far as is stored. */
  suspension(accountId: string): Failure | undefined {
    const failure = this.find(accountId)?.failure;
    return isRetryPending(requestedRetryMs(failure), systemClock.now()) ? failure : undefined;
  }

  close(): void {
    this.history.dispose();
  }
}

async function readDirectory(folder: string): Promise<AccountDirectory> {
  const text = await readFile(join(folder, directoryFileName), "utf8").catch(() => "");
  const directory = parseDirectory(text);
  if (!directory) throw new StorageError("neverStarted");
  return directory;
}

type StoredAttempt = Pick<AccountStatus, "reading" | "failure"> & { readonly source: string };

function statusOf(
  { account, intervalMs, source }: ListedAccount,
  attempt: StoredAttempt | undefined,
): AccountStatus {
  const isSameSource = attempt?.source === source;
  const isOfProvider = attempt !== undefined && isSameProvider(attempt.source, source);
  return {
    account,
    intervalMs,
    isReading: false,
    ...defined({
      reading: isOfProvider ? attempt.reading : undefined,
      failure: isSameSource ? attempt.failure : undefined,
    }),
  };
}
