/** The words that the descriptions of observed entries hold, by cause: what a search looks among. */
export interface ObservedWords {
  readonly change: string;
  readonly reset: string;
  readonly limit: string;
}
