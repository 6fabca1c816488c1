import type { FromPanel, InitialData, PanelRequest, PanelResponse } from "../../protocol/messages.ts";

/** Answers at once what the page was born with. */
export type Ask = (question: PanelRequest) => PanelResponse | Promise<PanelResponse>;

/** Questions that are on their way, each waiting for the answer of its number. */
export class RequestClient {
  readonly #post: (message: FromPanel) => void;
  readonly #waiting = new Map<number, (answer: PanelResponse) => void>();
  readonly #prepared = new Map<string, PanelResponse>();
  #lastId = 0;

  constructor(post: (message: FromPanel) => void) {
    this.#post = post;
  }

  /** Hands in answers that came before their questions, each for the first time it is asked. */
  prepare(answers: InitialData["answers"]): void {
    for (const { question, answer } of answers) this.#prepared.set(keyOf(question), answer);
  }

  readonly ask: Ask = (question) => {
    const key = keyOf(question);
    const prepared = this.#prepared.get(key);
    if (prepared && this.#prepared.delete(key)) return prepared;
    this.#lastId += 1;
    const requestId = this.#lastId;
    return new Promise((resolve) => {
      this.#waiting.set(requestId, resolve);
      this.#post({ kind: "ask", requestId, question });
    });
  };

  receive(requestId: number, answer: PanelResponse): void {
    this.#waiting.get(requestId)?.(answer);
    this.#waiting.delete(requestId);
  }
}

/** The same for the same question, in whatever order its parts are written. */
function keyOf(question: PanelRequest): string {
  const parts = question.kind === "ledger" ? question.query : question;
  return JSON.stringify([question.kind, ...Object.entries(parts).sort(([a], [b]) => (a < b ? -1 : 1))]);
}
