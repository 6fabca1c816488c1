/** Who is to be looked at in which second: a linked list for each, without a garbage to collect. */
export class Timetable {
  readonly #first: Int32Array;
  readonly #next: Int32Array;

  constructor(installs: number, seconds: number) {
    this.#first = new Int32Array(seconds).fill(-1);
    this.#next = new Int32Array(installs);
  }

  /** Later than the last second is never. */
  put(index: number, atS: number): void {
    if (atS >= this.#first.length) return;
    this.#next[index] = this.#first[atS] ?? -1;
    this.#first[atS] = index;
  }

  /** Takes one out; -1 when none is left. */
  take(atS: number): number {
    const index = this.#first[atS] ?? -1;
    if (index >= 0) this.#first[atS] = this.#next[index] ?? -1;
    return index;
  }
}
