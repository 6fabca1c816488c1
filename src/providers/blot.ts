// A shorter text would tear holes into innocent words.
const shortestHidden = 8;

/** Blots the hidden texts out of a text. */
export function blot(text: string, hidden: readonly string[]): string {
  return hidden
    .filter((secret) => secret.length >= shortestHidden)
    .reduce((rest, secret) => rest.replaceAll(secret, "•••"), text);
}
