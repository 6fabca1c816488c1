/** Which installs are due in which second: linked lists in arrays, so that no garbage is made. */
export class Timetable {
  readonly #first: Int32Array;
  readonly #next: Int32Array;

  constructor(installs: number, seconds: number) {
    this.#first = new Int32Array(seconds).fill(-1);
    this.#next = new Int32Array(installs);
  }

  /** Adds an install; a time after the last second is ignored. */
  put(index: number, atS: number): void {
    if (atS >= this.#first.length) return;
    this.#next[index] = this.#first[atS] ?? -1;
    this.#first[atS] = index;
  }

  /** Removes and returns an install of a second; -1 when none is left. */
  take(atS: number): number {
    const index = this.#first[atS] ?? -1;
    if (index >= 0) this.#first[atS] = this.#next[index] ?? -1;
    return index;
  }
}
