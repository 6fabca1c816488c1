// Has to run before uPlot, which asks Intl for the browser's language while it loads. A browser started under the
// POSIX locale names its language "en-US@posix", and Intl throws.
try {
  Intl.getCanonicalLocales(navigator.language);
} catch {
  Object.defineProperty(navigator, "language", { value: "en-US", configurable: true });
}
