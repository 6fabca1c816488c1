import { escapeMarkdown, markdownText, sanitizeText } from "../text/sanitizeText.ts";

const nameLength = 40;
/** A longer word makes the table wider than VS Code shows. */
const wordLength = 24;
const maxCellLength = 200;

/** A name, which wraps at its blanks; a longer one is cut, and sooner one that cannot wrap. */
export function nameCell(name: string): string {
  const canWrap = name.split(" ").every((word) => word.length <= wordLength);
  return markdownText(name, canWrap ? nameLength : wordLength);
}

/**
 * A text that wraps at its blanks only: not within a range or after a sign, and not between the characters of a
 * language without blanks.
 */
export function cell(text: string): string {
  return [...sanitizeText(text, maxCellLength)]
    .map((character, index, all) => {
      const previous = all[index - 1];
      const isJoined = previous !== undefined && mayBreak.test(previous + character);
      return `${isJoined ? wordJoiner : ""}${escapeMarkdown(character)}`;
    })
    .join("");
}

const wordJoiner = "&#8288;";
/** Where a line might break between two characters that belong together. */
const mayBreak =
  /^(?:[-–—~～〜/]\S|\S[～〜]|[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}ー]\S|\S[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}ー])$/u;

/** The text without blanks at which it could wrap. */
export function unbreakable(text: string): string {
  return text.replaceAll(" ", "\u00a0");
}

/** A link that runs a command for an account. `text` is Markdown, `title` is shown with the pointer over it. */
export function commandLink(text: string, command: string, accountId: string, title?: string): string {
  const argument = encodeURIComponent(JSON.stringify({ accountId }));
  return `[${text}](command:${command}?${argument}${title === undefined ? "" : ` "${markdownText(title)}"`})`;
}
