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
