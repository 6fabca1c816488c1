/** What `cmd.exe` takes literally even without quotes. */
const plain = /^[\w@.:\\/=+~-]+$/;
/** What it would change inside quotes too: no way of writing these works in every batch file. */
const unsafe = /["%\r\n\0]/;

/**
 * A command line for `cmd.exe /d /s /c`, by which Windows runs a `.cmd` such as npm or code. Quotes what has blanks or
 * signs like `&`. Throws for text that a batch file would not get as it is.
 */
export function cmdLine(command: string, args: readonly string[]): string {
  return [command, ...args].map(quote).join(" ");
}

function quote(text: string): string {
  if (plain.test(text)) return text;
  if (unsafe.test(text)) throw new Error(`cmd.exe cannot pass on: ${JSON.stringify(text)}`);
  // A backslash before the closing quote would make the quote a part of the text.
  return `"${text.replace(/\\+$/, "$&$&")}"`;
}
