/** The repository that the package under test names. Nobody asks the address: a test answers for it. */
export const testRepository = "https://example.org/credit-monitor/credit-monitor";
