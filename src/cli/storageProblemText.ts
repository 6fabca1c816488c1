import type { StorageProblem } from "./localAccounts.ts";

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

/** Why nothing can be answered, and what to do. */
export function storageProblemText(problem: StorageProblem): string {
  return texts[problem];
}
