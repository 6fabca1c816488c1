import type { FromPanel } from "../core/panelMessages.ts";
import type { PanelAnswer, PanelQuestion } from "../core/panelQuestions.ts";

export type Ask = (question: PanelQuestion) => Promise<PanelAnswer>;

/** What a person looks for first. */
const urgent: ReadonlySet<PanelQuestion["kind"]> = new Set(["ledger", "chart"]);
/** The others wait until the first answers are on the screen, for the host works them out one by one. */
const patienceMs = 80;

/** Questions that are on their way, each waiting for the answer of its number. */
export class Answers {
  readonly #post: (message: FromPanel) => void;
  readonly #waiting = new Map<number, (answer: PanelAnswer) => void>();
  #prepared: { readonly key: string; readonly answer: PanelAnswer } | undefined;
  #lastId = 0;

  constructor(post: (message: FromPanel) => void) {
    this.#post = post;
  }

  /** Hands in an answer that came before its question. */
  prepare(question: PanelQuestion, answer: PanelAnswer): void {
    this.#prepared = { key: keyOf(question), answer };
  }

  readonly ask: Ask = (question) => {
    const prepared = this.#prepared;
    if (prepared?.key === keyOf(question)) {
      this.#prepared = undefined;
      return Promise.resolve(prepared.answer);
    }
    this.#lastId += 1;
    const requestId = this.#lastId;
    return new Promise((resolve) => {
      this.#waiting.set(requestId, resolve);
      const send = () => this.#post({ kind: "ask", requestId, question });
      if (urgent.has(question.kind)) send();
      else setTimeout(send, patienceMs);
    });
  };

  receive(requestId: number, answer: PanelAnswer): void {
    this.#waiting.get(requestId)?.(answer);
    this.#waiting.delete(requestId);
  }
}

/** The same for the same question, in whatever order its parts are written. */
function keyOf(question: PanelQuestion): string {
  const parts = question.kind === "ledger" ? question.query : question;
  return JSON.stringify([question.kind, ...Object.entries(parts).sort(([a], [b]) => (a < b ? -1 : 1))]);
}
