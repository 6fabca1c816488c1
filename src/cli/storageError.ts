import type { ReadOnlyProblem } from "../store/database/openReadOnly.ts";

/** Why there is nothing to answer from. `neverStarted`: the extension has not written its list of accounts yet. */
export type StorageProblem = ReadOnlyProblem | "neverStarted";

const texts = {
  neverStarted: "Credit Monitor has not listed its accounts here yet. Open VS Code with the extension once.",
  missing: "There is no history yet. Open VS Code with Credit Monitor once, and let it read the accounts.",
  noModule: "This Node has no SQLite. Node 22.13 or newer has it, and so has VS Code's own Node.",
  older:
    "The history is of an older version of Credit Monitor. Open VS Code once, and it is brought up to date.",
  newer:
    "The history is of a newer version of Credit Monitor. Install the command line tool again from VS Code.",
  damaged: "The history is damaged. VS Code repairs it when it opens it next.",
  busy: "Another program keeps the history locked. Try again in a moment.",
  refused: "The history cannot be read: access is refused.",
} satisfies Record<StorageProblem, string>;

/** The extension's storage cannot be read; the message says why, and what to do. */
export class StorageError extends Error {
  readonly problem: StorageProblem;

  constructor(problem: StorageProblem) {
    super(texts[problem]);
    this.problem = problem;
  }
}
