import {
  createScanner,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
  type SyntaxKind,
} from "jsonc-parser";
import {
  type Addition,
  type ConfigFormat,
  type EntryPlace,
  type FormatResult,
  invalid,
  lineEnding,
  type ServerEntry,
  wrongShape,
} from "./configFormat.ts";

/** `SyntaxKind.CommaToken`: the package exports a `const enum`, which has no value at run time. */
const commaToken = 5 satisfies SyntaxKind;

/** JSON, with or without comments and commas at the end of a list. */
export const jsonConfig: ConfigFormat = { find, add, remove, sample };

interface Places {
  /** Missing in an empty file. */
  readonly root?: Node;
  readonly section?: Node;
  readonly entry?: Node;
}

function find(text: string, place: EntryPlace): FormatResult<unknown> {
  const places = locate(text, place);
  if (!places.ok) return places;
  const { entry } = places.value;
  return { ok: true, value: entry && getNodeValue(propertyValue(entry)) };
}

function add(text: string, place: EntryPlace, entry: ServerEntry): FormatResult<Addition> {
  const places = locate(text, place);
  if (!places.ok) return places;
  const { root, section } = places.value;
  const eol = lineEnding(text);
  if (!root) {
    const start = text === "" || text.endsWith("\n") ? "" : eol;
    return inserted(text, text.length, start + sample(place, entry).replaceAll("\n", eol), true);
  }
  const unit = indentUnit(text, root);
  if (section)
    return addProperty(text, propertyValue(section), { name: place.name, value: entry, unit }, false);
  return addProperty(text, root, { name: place.section, value: { [place.name]: entry }, unit }, true);
}

interface NewProperty {
  readonly name: string;
  readonly value: unknown;
  readonly unit: string;
}

/** Adds a property as the first of an object: nothing that is there has to move, not even a comma. */
function addProperty(
  text: string,
  object: Node,
  { name, value, unit }: NewProperty,
  createdSection: boolean,
): FormatResult<Addition> {
  const offset = afterLineComments(text, object.offset + 1);
  const [first] = object.children ?? [];
  const eol = lineEnding(text);
  const rest = text.slice(offset, first ? first.offset : object.offset + object.length - 1);
  const comma = first ? "," : "";
  const isOneLine = first ? !rest.includes("\n") : !text.includes("\n");
  if (isOneLine) {
    const blank = first ? rest.slice(0, rest.length - rest.trimStart().length) : "";
    const property = `${JSON.stringify(name)}:${blank === "" ? "" : " "}${JSON.stringify(value)}`;
    return inserted(text, offset, `${blank}${property}${comma}`, createdSection);
  }
  const outer = indentOfLine(text, object.offset);
  const property = JSON.stringify({ [name]: value }, null, unit)
    .split("\n")
    .slice(1, -1)
    .map((line) => eol + outer + line)
    .join("");
  const closing = first || rest.includes("\n") ? "" : eol + outer;
  return inserted(text, offset, `${property}${comma}${closing}`, createdSection);
}

function inserted(
  text: string,
  offset: number,
  piece: string,
  createdSection: boolean,
): FormatResult<Addition> {
  const changed = text.slice(0, offset) + piece + text.slice(offset);
  return { ok: true, value: { text: changed, inserted: piece, createdSection } };
}

function remove(text: string, place: EntryPlace, removesSection: boolean): FormatResult<string> {
  const places = locate(text, place);
  if (!places.ok) return places;
  const { entry, section } = places.value;
  if (!entry || !section) return { ok: true, value: text };
  const isOnly = propertyValue(section).children?.length === 1;
  return { ok: true, value: removeProperty(text, removesSection && isOnly ? section : entry) };
}

/** Removes a property with its line and its comma. Comments around it stay. */
function removeProperty(text: string, property: Node): string {
  const end = property.offset + property.length;
  const siblings = property.parent?.children ?? [];
  const previous = siblings[siblings.indexOf(property) - 1];
  const comma = commaAfter(text, end) ?? (previous && commaAfter(text, previous.offset + previous.length));
  let start = property.offset;
  while (start > 0 && /[ \t]/.test(text.charAt(start - 1))) start -= 1;
  if (text.charAt(start - 1) === "\n") start -= text.charAt(start - 2) === "\r" ? 2 : 1;
  const cuts = [{ from: start, to: end }, ...(comma === undefined ? [] : [{ from: comma, to: comma + 1 }])];
  return cuts
    .toSorted((one, other) => other.from - one.from)
    .reduce((changed, { from, to }) => changed.slice(0, from) + changed.slice(to), text);
}

/** The offset of the comma that is the next token; `undefined` when that is another token. */
function commaAfter(text: string, offset: number): number | undefined {
  const scanner = createScanner(text, true);
  scanner.setPosition(offset);
  return scanner.scan() === commaToken ? scanner.getTokenOffset() : undefined;
}

function sample({ section, name }: EntryPlace, entry: ServerEntry): string {
  return `${JSON.stringify({ [section]: { [name]: entry } }, null, 2)}\n`;
}

/** Finds the nodes of the section and of the entry. A name that stands twice is refused: programs disagree about it. */
function locate(text: string, place: EntryPlace): FormatResult<Places> {
  const parsed = parseJson(text);
  if (!parsed.ok) return parsed;
  const root = parsed.value;
  if (!root) return { ok: true, value: {} };
  const section = property(root, place.section);
  if (!section.ok) return section;
  if (!section.value) return { ok: true, value: { root } };
  const entry = property(propertyValue(section.value), place.name);
  if (!entry.ok) return entry;
  return {
    ok: true,
    value: { root, section: section.value, ...(entry.value ? { entry: entry.value } : {}) },
  };
}

/** `undefined` for a text with nothing but blanks and comments. */
function parseJson(text: string): FormatResult<Node | undefined> {
  const errors: ParseError[] = [];
  try {
    const root = parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
    const [error] = errors;
    if (error) return invalid(`${printParseErrorCode(error.error)}, ${lineText(text, error.offset)}`);
    return { ok: true, value: root };
  } catch (error) {
    // The parser calls itself for each level.
    if (error instanceof RangeError) return invalid("NestedTooDeeply");
    throw error;
  }
}

function property(object: Node, name: string): FormatResult<Node | undefined> {
  if (object.type !== "object") return wrongShape(name);
  const [found, ...others] = (object.children ?? []).filter(({ children }) => children?.[0]?.value === name);
  return others.length > 0 ? wrongShape(name) : { ok: true, value: found };
}

function propertyValue(property: Node): Node {
  const value = property.children?.[1];
  if (!value) throw new Error("a property without a value was parsed");
  return value;
}

function lineText(text: string, offset: number): string {
  return `line ${text.slice(0, offset).split("\n").length}`;
}

/** The end of the comments that follow on the same line: they belong to what stands before them. */
function afterLineComments(text: string, offset: number): number {
  const comments = /^(?:[ \t]*(?:\/\/[^\r\n]*|\/\*(?:[^*\r\n]|\*(?!\/))*\*\/))+/.exec(text.slice(offset));
  return offset + (comments?.[0].length ?? 0);
}

/** The blanks at the start of the line of this offset. */
function indentOfLine(text: string, offset: number): string {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? "";
}

/** One level of indentation, by the first property that has a line of its own; two blanks where none has. */
function indentUnit(text: string, root: Node): string {
  const indents = (root.children ?? []).flatMap(({ offset }) => {
    const start = text.lastIndexOf("\n", offset - 1) + 1;
    const blanks = text.slice(start, offset);
    return start > root.offset && /^[ \t]+$/.test(blanks) ? [blanks] : [];
  });
  return (indents[0] ?? "  ").slice(0, 10);
}
