const pictureLine = /^[ \t]*!\[[^\]]*\]\((?!https:)[^)]+\)[ \t]*\n(?:[ \t]*\n)?/gm;
const relativeLink = /(?<!!)\[([^\]]+)\]\((?!https:|#|mailto:)[^)]+\)/g;

/**
 * README.md or CHANGELOG.md for a package without a repository address. The page of an installed extension resolves no
 * relative address and shows no picture but from the web (VS Code 1.139 drops `data:` as well): pictures are left out,
 * and relative links become their text.
 */
export function selfContainedPage(text: string): string {
  return text.replace(pictureLine, "").replace(relativeLink, "$1");
}

/** The addresses of a page that lead nowhere in a package: every one that is neither on the web nor on the page. */
export function brokenAddresses(text: string): readonly string[] {
  const addresses = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, address = ""]) => address);
  return addresses.filter((address) => !/^(https:|#|mailto:)/.test(address));
}
