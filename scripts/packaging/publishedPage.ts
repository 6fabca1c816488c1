import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

/** Larger pictures stay out of a package without a repository address: they would be most of its weight. */
const maxEmbeddedBytes = 60_000;

const pictureLine = /^([ \t]*)!\[([^\]]*)\]\((?!https:)([^)]+)\)[ \t]*\n(?:[ \t]*\n)?/gm;
const relativeLink = /(?<!!)\[([^\]]+)\]\((?!https:|#|mailto:)([^)]+)\)/g;

/**
 * README.md or CHANGELOG.md as an installed extension's page can show it without a repository address: VS Code resolves
 * no relative address there. Pictures become part of the text, and relative links their text.
 */
export function selfContainedPage(text: string, root: string): string {
  return text
    .replace(pictureLine, (_, indent: string, alt: string, file: string) => {
      const picture = path.join(root, file);
      if (!existsSync(picture) || statSync(picture).size > maxEmbeddedBytes) return "";
      const data = readFileSync(picture).toString("base64");
      return `${indent}![${alt}](data:image/png;base64,${data})\n\n`;
    })
    .replace(relativeLink, "$1");
}

/** The addresses of a page that a package shows wrongly: relative ones, and any that is not https or inline. */
export function brokenAddresses(text: string): readonly string[] {
  const addresses = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, address = ""]) => address);
  return addresses.filter((address) => !/^(https:|#|mailto:|data:image\/png;base64,)/.test(address));
}
