/** A JSON number as its source wrote it: `12.50` stays `12.50`. */
export class Numeral {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  /** What logs and template strings show. */
  toString(): string {
    return this.source;
  }
}
