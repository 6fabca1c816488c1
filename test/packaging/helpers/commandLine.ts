import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { run } from "../../../scripts/helpers/process.ts";
import { root } from "../../../scripts/helpers/root.ts";
import type { AccountStatus } from "../../../src/core/accounts/accountStatus.ts";
import { lazy } from "../../../src/services/common/lazy.ts";
import { AccountPublisher } from "../../../src/services/localAccess/accountPublisher.ts";
import type { AccountDirectory } from "../../../src/store/accountDirectory.ts";
import { openHistory } from "../../../src/store/database/openHistory.lazy.ts";
import { temporaryFolder } from "../../helpers/temporaryFolder.ts";

/** Builds the shipped bundles once for all tests of this process; returns the command line's program. */
export const builtCommandLine = lazy(async () => {
  const folder = await temporaryFolder();
  await run(process.execPath, ["esbuild.mjs", `--to=${folder.path}`], { cwd: root });
  process.once("exit", () => void folder[Symbol.asyncDispose]());
  return path.join(folder.path, "mcp.cjs");
});

export interface CommandResult {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

/** Runs the program with these arguments, and the storage folder where one is given. */
export async function runCommandLine(
  args: readonly string[],
  storage?: string,
  program?: string,
): Promise<CommandResult> {
  const file = program ?? (await builtCommandLine());
  const all = [file, ...args, ...(storage === undefined ? [] : ["--storage", storage])];
  return await new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      all,
      { maxBuffer: 64 * 1024 * 1024 },
      (error, output, errors) => {
        const code = error ? (typeof error.code === "number" ? error.code : -1) : 0;
        resolve({ code, output, errors });
      },
    );
    child.stdin?.end();
  });
}

const source = (account: AccountStatus["account"]) => `${account.provider} https://api.example.org`;

/** Writes what the extension keeps in its storage folder when these accounts were read last. */
export async function writeStorage(
  storage: string,
  statuses: readonly AccountStatus[],
  more: Partial<AccountDirectory> = {},
): Promise<void> {
  await mkdir(storage, { recursive: true });
  const opened = await openHistory(path.join(storage, "history.db"));
  if (opened.kind !== "open") throw new Error(opened.reason);
  const { store } = opened;
  for (const { account, reading, failure, intervalMs } of statuses) {
    if (!reading && !failure) continue;
    const attempt = {
      source: source(account),
      failures: failure ? 1 : 0,
      attemptedAtMs: reading?.readAtMs ?? Date.now(),
      ...(reading ? { reading } : {}),
      ...(failure ? { failure } : {}),
    };
    store.saveAttempt(account.id, attempt, 10 * intervalMs);
  }
  store.close();
  await new AccountPublisher(storage).publish({
    version: 1,
    hideAmounts: false,
    timeZone: "Europe/Berlin",
    accounts: statuses.map(({ account, intervalMs }) => ({
      account,
      intervalMs,
      source: source(account),
    })),
    ...more,
  });
}

/** Replaces the history by other bytes. */
export async function damageHistory(storage: string): Promise<void> {
  await writeFile(
    path.join(storage, "history.db"),
    "no database, but more than a header of one ".repeat(100),
  );
}
