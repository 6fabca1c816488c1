/** What a runner records about a test: one JSON object a line, so that nothing is lost when it crashes. */
export type TestEvent =
  /** `runtime`: what runs the tests, such as `Node v24.0.0`. */
  | { readonly kind: "start"; readonly runtime: string }
  | { readonly kind: "pass" | "hook"; readonly title: string; readonly ms: number }
  | { readonly kind: "skip"; readonly title: string }
  /** `retry`: a test failed and runs once more. */
  | { readonly kind: "fail" | "retry"; readonly title: string; readonly detail: string }
  /** The runner came to its end by itself. */
  | { readonly kind: "end" };

/** The environment variable that names the file of the events. */
export const eventFileVariable = "CREDIT_MONITOR_TEST_EVENTS";

/**
 * How often a test in a VS Code or a browser runs again when it fails: what they do by themselves on a busy machine, such
 * as taking the focus, is not under test. The results name each such test. All others run once.
 */
export const retryCount = 1;
