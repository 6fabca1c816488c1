import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { PanelRequest, PanelResponse } from "../../protocol/messages.ts";
import type { ViewContext } from "./viewContext.ts";

export interface Answered {
  readonly question: PanelRequest;
  readonly answer: PanelResponse;
  readonly askedAtMs: number;
}

const leastPauseMs = 1000;

/** A question that is asked anew when it changes, and at most once a second when the history under it does. */
export class QueryController implements ReactiveController {
  /** The last answer; to the question before while a new one is on its way, but never of another account. */
  answered: Answered | undefined;
  readonly #host: ReactiveControllerHost;
  #want: { room: ViewContext; key: string; question: () => PanelRequest } | undefined;
  #timer: number | undefined;
  #askedAtMs = 0;
  #serial = 0;
  #shownSerial = 0;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** What is wanted now; the key tells whether that is the same question as before. */
  want(room: ViewContext, key: string, question: () => PanelRequest): void {
    const before = this.#want;
    this.#want = { room, key, question };
    if (before?.room.account.id !== room.account.id) this.answered = undefined;
    else if (before.key === key) {
      if (before.room.revision !== room.revision) this.#askSoon();
      return;
    }
    this.#shownSerial = this.#serial;
    this.ask();
  }

  /** Asks at once. */
  ask(): void {
    window.clearTimeout(this.#timer);
    this.#timer = undefined;
    const want = this.#want;
    if (!want) return;
    const question = want.question();
    const askedAtMs = Date.now();
    this.#askedAtMs = askedAtMs;
    this.#serial += 1;
    const serial = this.#serial;
    const show = (answer: PanelResponse) => {
      // An answer that a later one has overtaken, or that nobody waits for any more.
      if (serial <= this.#shownSerial) return;
      this.#shownSerial = serial;
      this.answered = { question, answer, askedAtMs };
      this.#host.requestUpdate();
    };
    const answer = want.room.ask(question);
    // Not awaited when it is there: it is in the first thing that is drawn.
    if (answer instanceof Promise) void answer.then(show);
    else show(answer);
  }

  hostDisconnected(): void {
    window.clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #askSoon(): void {
    if (this.#timer !== undefined) return;
    const waitMs = Math.max(0, this.#askedAtMs + leastPauseMs - Date.now());
    this.#timer = window.setTimeout(() => this.ask(), waitMs);
  }
}
