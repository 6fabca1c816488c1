/** What a runner writes about a test: one JSON object a line, so that nothing is lost when it crashes. */
export type TestEvent =
  | { readonly kind: "pass" | "skip"; readonly title: string }
  | { readonly kind: "fail"; readonly title: string; readonly detail: string }
  /** The runner came to its end by itself. */
  | { readonly kind: "end" };
