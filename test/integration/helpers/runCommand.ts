import { commands } from "vscode";
import type { CheckResult } from "../../../src/api.ts";
import type { AccountState } from "../../../src/core/accounts/accountState.ts";
import { type CommandName, commandIds } from "../../../src/ui/context/ids.ts";

interface Results {
  readonly addAccount: string;
  readonly refresh: readonly AccountState[];
  readonly checkCredits: CheckResult;
  readonly copyDiagnostics: string;
  readonly exportLedger: number;
}

type Result<Name extends CommandName> = Name extends keyof Results ? Results[Name] : unknown;

/** Runs a command of the contract with an argument, so that it shows no prompts. */
export async function runCommand<Name extends CommandName>(
  name: Name,
  argument: unknown = {},
): Promise<Result<Name>> {
  return await commands.executeCommand<Result<Name>>(commandIds[name], argument);
}
