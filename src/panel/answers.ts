import type { FromPanel } from "../core/panelMessages.ts";
import type { PanelAnswer, PanelQuestion } from "../core/panelQuestions.ts";

export type Ask = (question: PanelQuestion) => Promise<PanelAnswer>;

/** Questions that are on their way, each waiting for the answer of its number. */
export class Answers {
  readonly #post: (message: FromPanel) => void;
  readonly #waiting = new Map<number, (answer: PanelAnswer) => void>();
  #lastId = 0;

  constructor(post: (message: FromPanel) => void) {
    this.#post = post;
  }

  readonly ask: Ask = (question) => {
    this.#lastId += 1;
    const requestId = this.#lastId;
    return new Promise((resolve) => {
      this.#waiting.set(requestId, resolve);
      this.#post({ kind: "ask", requestId, question });
    });
  };

  receive(requestId: number, answer: PanelAnswer): void {
    this.#waiting.get(requestId)?.(answer);
    this.#waiting.delete(requestId);
  }
}
