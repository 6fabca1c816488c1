// Must run before uPlot, which asks Intl for the browser's language as it loads: a browser started under
// the POSIX locale calls it "en-US@posix", and Intl throws.
try {
  Intl.getCanonicalLocales(navigator.language);
} catch {
  Object.defineProperty(navigator, "language", { value: "en-US", configurable: true });
}
