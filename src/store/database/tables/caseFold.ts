/**
 * Folds the case of text in any script, for comparison only: "STRASSE" finds "Straße", "istanbul" finds "İstanbul".
 */
export function foldCase(text: string): string {
  return text
    .normalize("NFC")
    .toUpperCase()
    .toLowerCase()
    .replaceAll("ς", "σ")
    .replaceAll("i\u0307", "i")
    .normalize("NFC");
}
