/** The words of "Usage"; `{0}` stands for a value. */
export interface UsageWords {
  readonly title: string;
  readonly period: string;
  readonly periods: {
    readonly daily: string;
    readonly monthly: string;
    readonly yearly: string;
    readonly range: string;
  };
  readonly requests: string;
  readonly successful: string;
  readonly failed: string;
  readonly consumed: string;
  readonly byEndpoint: string;
  /** "Show all {0}" */
  readonly showAll: string;
  readonly noRequests: string;
  readonly perDay: string;
  readonly perMonth: string;
  readonly nothingConsumed: string;
  /** "{0} consumed" */
  readonly total: string;
}
