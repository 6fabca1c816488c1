import { Disposable, QuickInputButtons, window } from "vscode";
import { type Answers, back } from "./answers.ts";
import { linkButton, openLink } from "./linkButton.ts";

/** The title of a prompt, its number in a sequence of prompts, and whether it has a Back button. */
export interface Step {
  readonly title: string;
  readonly step?: number;
  readonly totalSteps?: number;
  /** The answers of the sequence: Back leads to the prompt before. */
  readonly answers?: Answers;
  /** Back cancels a prompt that is not in a sequence: what opened it is shown again. */
  readonly canGoBack?: boolean;
}

export interface InputBoxOptions<T> extends Step {
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string;
  readonly isSecret?: boolean;
  /** Keeps blanks at both ends, which a password may have. Other texts are trimmed. */
  readonly isVerbatim?: boolean;
  /** An https page that a button opens, such as the one where a key is made. */
  readonly link?: string | undefined;
  /** What is wrong with the text while it is typed; `undefined` when nothing is. */
  validate(text: string): string | undefined;
  /** Accepts the text, or returns an error: the box then stays open and shows it. */
  accept(text: string): Promise<InputResult<T>>;
}

export type InputResult<T> = { readonly value: T } | { readonly error: string };

/** Asks for a line of text until one is accepted; `undefined` when the user cancels. */
export async function showInputBox<T>(options: InputBoxOptions<T>): Promise<T | undefined> {
  const { answers, canGoBack = false } = options;
  if (!answers) {
    const answer = await askOnce(options, canGoBack);
    return answer === back ? undefined : answer;
  }
  return answers.ask<T>((state) => {
    const value = typeof state.previous === "string" && !options.isSecret ? state.previous : options.value;
    return askOnce({ ...options, ...(value === undefined ? {} : { value }) }, state.canGoBack);
  });
}

function askOnce<T>(options: InputBoxOptions<T>, canGoBack: boolean): Promise<T | undefined | typeof back> {
  const input = window.createInputBox();
  input.title = options.title;
  input.prompt = options.prompt;
  input.placeholder = options.placeholder ?? "";
  input.value = options.value ?? "";
  input.password = options.isSecret ?? false;
  input.ignoreFocusOut = true;
  input.step = options.step;
  input.totalSteps = options.totalSteps;
  input.buttons = [...(canGoBack ? [QuickInputButtons.Back] : []), ...linkButton(options.link)];
  const normalize = (text: string) => (options.isVerbatim ? text : text.trim());
  return new Promise((resolve, reject) => {
    const finish = (value: T | undefined | typeof back) => {
      resolve(value);
      disposables.dispose();
    };
    const fail = (error: unknown) => {
      reject(error);
      disposables.dispose();
    };
    const accept = async () => {
      const text = normalize(input.value);
      const error = options.validate(text);
      input.validationMessage = error;
      if (error !== undefined || input.busy) return;
      input.busy = true;
      input.enabled = false;
      const result = await options.accept(text);
      input.busy = false;
      input.enabled = true;
      if ("value" in result) return finish(result.value);
      input.validationMessage = result.error;
    };
    const disposables = Disposable.from(
      input,
      input.onDidChangeValue((text) => {
        input.validationMessage = text === "" ? undefined : options.validate(normalize(text));
      }),
      input.onDidAccept(() => void accept().catch(fail)),
      input.onDidTriggerButton((button) =>
        button === QuickInputButtons.Back ? finish(back) : openLink(options.link),
      ),
      input.onDidHide(() => finish(undefined)),
    );
    input.show();
  });
}

/** Numbers the prompts of a sequence. The first step was the choice that started it, so `next` begins at 2. */
export class Steps {
  readonly #title: string;
  readonly #totalSteps: number;
  readonly #answers: Answers | undefined;
  #step = 1;

  constructor(title: string, totalSteps: number, answers?: Answers) {
    this.#title = title;
    this.#totalSteps = totalSteps;
    this.#answers = answers;
  }

  next(): Step {
    this.#step += 1;
    const step = { title: this.#title, step: this.#step, totalSteps: this.#totalSteps };
    return this.#answers ? { ...step, answers: this.#answers } : step;
  }
}
