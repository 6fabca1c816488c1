/** What a runner writes about a test: one JSON object a line, so that nothing is lost when it crashes. */
export type TestEvent =
  | { readonly kind: "pass"; readonly title: string; readonly ms: number }
  | { readonly kind: "skip"; readonly title: string }
  | { readonly kind: "fail"; readonly title: string; readonly detail: string }
  /** What is done before and after tests, which takes its time as well. */
  | { readonly kind: "hook"; readonly title: string; readonly ms: number }
  /** The runner came to its end by itself. */
  | { readonly kind: "end" };
