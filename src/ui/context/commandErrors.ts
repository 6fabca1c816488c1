import type { Problem } from "../../core/accounts/accountState.ts";
import { l10n } from "../text/l10n.ts";

/** What a command rejects with after a failure of a provider or a refusal of ours. `name` is the problem's kind. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.name = problem.kind;
    this.problem = problem;
  }
}

/** A mistake or a situation that the message explains to the user. */
export class UserError extends Error {
  override readonly name = "UserError";
}

/** An argument names an account that does not exist, or no longer. */
export class MissingAccountError extends Error {
  override readonly name = "MissingAccountError";
}

/** What a command or the API throws for an account that does not exist. The message names the field. */
export function missingAccountError(accountId: string): Error {
  return new MissingAccountError(argumentError(`accountId (${accountId})`).message);
}

/** What a command or the API throws for a wrong argument. The message names the field; `undefined` is the whole argument. */
export function argumentError(field: string | undefined): Error {
  return new Error(
    field ? l10n.t("Invalid argument: {0}", field) : l10n.t("Invalid argument: expected an object"),
  );
}
