/** Thrown by a prompt whose Back button was pressed; `askInSequence` then asks again. */
class BackPressed extends Error {}

/** What a prompt resolves to when its Back button is pressed. */
export const back = Symbol("back");

/**
 * The answers of a sequence of prompts. Back drops the last answer and runs the sequence again: the prompts before it
 * take their answers from here without being shown.
 */
export class Answers {
  readonly #given: unknown[] = [];
  #position = 0;
  #dropped: { readonly position: number; readonly answer: unknown } | undefined;

  /** The next prompt is the first one. */
  restart(): void {
    this.#position = 0;
  }

  /**
   * Resolves to the answer that was already given, else asks. `previous` is the answer that Back dropped, for a prompt that
   * begins with it. `undefined` when the user cancels.
   */
  async ask<T>(
    prompt: (state: { canGoBack: boolean; previous?: unknown }) => Promise<T | undefined | typeof back>,
  ): Promise<T | undefined> {
    const position = this.#position;
    this.#position += 1;
    if (position < this.#given.length) return this.#given[position] as T;
    const dropped = this.#dropped?.position === position ? { previous: this.#dropped.answer } : {};
    const answer = await prompt({ canGoBack: position > 0, ...dropped });
    if (answer === back) {
      this.#dropped = { position: position - 1, answer: this.#given.pop() };
      throw new BackPressed();
    }
    if (answer !== undefined) this.#given.push(answer);
    return answer;
  }
}

/** Runs a sequence of prompts, again after each Back. The sequence must have no effect before its last prompt. */
export async function askInSequence<T>(sequence: (answers: Answers) => Promise<T>): Promise<T> {
  const answers = new Answers();
  for (;;) {
    try {
      return await sequence(answers);
    } catch (error) {
      if (!(error instanceof BackPressed)) throw error;
      answers.restart();
    }
  }
}
