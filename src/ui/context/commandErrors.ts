import { l10n } from "vscode";
import type { Problem } from "../../core/accounts/accountState.ts";

/** What a command rejects with when a provider or our own rules refuse: worded, and typed by `name`. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.name = problem.kind;
    this.problem = problem;
  }
}

/** What a command or the API throws for an argument that is wrong; names the field. */
export function argumentError(field: string | undefined): Error {
  return new Error(
    field ? l10n.t("Wrong argument: {0}", field) : l10n.t("Wrong argument: an object is expected"),
  );
}
