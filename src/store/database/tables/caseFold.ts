/**
 * Text in a form in which letters that differ only in case are the same, in any script: "STRASSE" finds
 * "Straße", "istanbul" finds "İstanbul". Never shown.
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
