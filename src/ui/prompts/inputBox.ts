import { type Disposable, window } from "vscode";

export interface InputBoxOptions<T> {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string;
  readonly isSecret?: boolean;
  /** Taken as typed, as a password may begin or end with a blank; else blanks at the ends are dropped. */
  readonly isVerbatim?: boolean;
  readonly step?: number;
  readonly totalSteps?: number;
  /** What is wrong with the text as it is typed; `undefined` when nothing is. */
  validate(text: string): string | undefined;
  /** Takes the answer, or says in place why it cannot be taken, so that it can be given again. */
  accept(text: string): Promise<InputResult<T>>;
}

export type InputResult<T> = { readonly value: T } | { readonly error: string };

/** Asks for a line of text until it is accepted; `undefined` when the person leaves. */
export function showInputBox<T>(question: InputBoxOptions<T>): Promise<T | undefined> {
  const input = window.createInputBox();
  input.title = question.title;
  input.prompt = question.prompt;
  input.placeholder = question.placeholder ?? "";
  input.value = question.value ?? "";
  input.password = question.isSecret ?? false;
  input.ignoreFocusOut = true;
  input.step = question.step;
  input.totalSteps = question.totalSteps;
  const answerIn = (typed: string) => (question.isVerbatim ? typed : typed.trim());
  return new Promise((resolve, reject) => {
    const finish = (value: T | undefined) => {
      resolve(value);
      for (const one of disposables) one.dispose();
    };
    const accept = async () => {
      const text = answerIn(input.value);
      const error = question.validate(text);
      input.validationMessage = error;
      if (error !== undefined || input.busy) return;
      input.busy = true;
      input.enabled = false;
      const answer = await question.accept(text);
      input.busy = false;
      input.enabled = true;
      if ("value" in answer) return finish(answer.value);
      input.validationMessage = answer.error;
    };
    const disposables: Disposable[] = [
      input,
      input.onDidChangeValue((text) => {
        input.validationMessage = text === "" ? undefined : question.validate(answerIn(text));
      }),
      input.onDidAccept(() => void accept().catch(reject)),
      input.onDidHide(() => finish(undefined)),
    ];
    input.show();
  });
}

/** Where a question stands in a flow; one that stands alone has no number. */
export interface Step {
  readonly title: string;
  readonly step?: number;
  readonly totalSteps?: number;
}

/** The steps of a flow, counted as they are taken. The first was the choice that began it. */
export class Steps {
  readonly #title: string;
  readonly #totalSteps: number;
  #step = 1;

  constructor(title: string, totalSteps: number) {
    this.#title = title;
    this.#totalSteps = totalSteps;
  }

  next(): Step {
    this.#step += 1;
    return { title: this.#title, step: this.#step, totalSteps: this.#totalSteps };
  }
}
