/** Spreadsheets take a text that begins with one of these for a formula. */
const formulaStart = /^[=+\-@\t\r]/;

/** A text cell: never a formula, quoted where RFC 4180 asks for it. */
export function csvText(text: string): string {
  return quoted(formulaStart.test(text) ? `'${text}` : text);
}

/** A row of finished cells with the line end of RFC 4180. */
export function csvRow(cells: readonly string[]): string {
  return `${cells.join(",")}\r\n`;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
