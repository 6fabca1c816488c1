import { Disposable, window } from "vscode";

export interface InputBoxOptions<T> {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string;
  readonly isSecret?: boolean;
  /** Keeps blanks at both ends, which a password may have. Other texts are trimmed. */
  readonly isVerbatim?: boolean;
  readonly step?: number;
  readonly totalSteps?: number;
  /** What is wrong with the text while it is typed; `undefined` when nothing is. */
  validate(text: string): string | undefined;
  /** Accepts the text, or returns an error: the box then stays open and shows it. */
  accept(text: string): Promise<InputResult<T>>;
}

export type InputResult<T> = { readonly value: T } | { readonly error: string };

/** Asks for a line of text until one is accepted; `undefined` when the user cancels. */
export function showInputBox<T>(options: InputBoxOptions<T>): Promise<T | undefined> {
  const input = window.createInputBox();
  input.title = options.title;
  input.prompt = options.prompt;
  input.placeholder = options.placeholder ?? "";
  input.value = options.value ?? "";
  input.password = options.isSecret ?? false;
  input.ignoreFocusOut = true;
  input.step = options.step;
  input.totalSteps = options.totalSteps;
  const normalize = (text: string) => (options.isVerbatim ? text : text.trim());
  return new Promise((resolve, reject) => {
    const finish = (value: T | undefined) => {
      resolve(value);
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
      input.onDidAccept(() => void accept().catch(reject)),
      input.onDidHide(() => finish(undefined)),
    );
    input.show();
  });
}

/** The title of a prompt, and its number in a sequence of prompts; a single prompt has no number. */
export interface Step {
  readonly title: string;
  readonly step?: number;
  readonly totalSteps?: number;
}

/** Numbers the prompts of a sequence. The first step was the choice that started it, so `next` begins at 2. */
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
