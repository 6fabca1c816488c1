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
