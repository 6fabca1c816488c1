import { env, type Memento, workspace } from "vscode";
import { settingsPrefix } from "../context/ids.ts";
import type { ItemContent, ItemPlace } from "./statusBarItems.ts";

/** What the status bar showed last, for the next start. */
export interface KeptStatusBar {
  readonly contents: readonly ItemContent[];
  readonly place: ItemPlace;
  /** Until when the amounts count as new and belong to their periods, in epoch milliseconds; absent without amounts. */
  readonly freshUntilMs?: number;
}

/** Kept under another number when the shape changes: an older one is then not found. */
const stateKey = "statusBar.1";

/** What `KeptStatusBar` was kept with: it is shown only where the same holds. */
interface Stored extends KeptStatusBar {
  readonly language: string;
  /** All that the user has set of the extension, as JSON. */
  readonly settings: string;
}

/**
 * What the status bar showed last; `undefined` where that is not known, or the language or a setting has changed since,
 * such as the accounts or whether amounts are hidden. Amounts that have grown old meanwhile are marked, and say nothing
 * about a level.
 */
export function readKeptStatusBar(state: Memento, nowMs: number): KeptStatusBar | undefined {
  const stored = state.get<unknown>(stateKey);
  if (!isStored(stored) || stored.language !== env.language || stored.settings !== userSettings())
    return undefined;
  const { contents, place, freshUntilMs } = stored;
  if (freshUntilMs === undefined || nowMs <= freshUntilMs) return { contents, place };
  return { contents: contents.map(markedOld), place };
}

/** Returns a function that keeps what the status bar shows now, where that has changed. */
export function createStatusBarKeeper(state: Memento): (kept: KeptStatusBar) => void {
  let last = "";
  return ({ contents, place, freshUntilMs }) => {
    const stored: Stored = {
      // Without the tooltip, which is long.
      contents: contents.map(({ tooltip: _tooltip, ...content }) => content),
      place,
      ...(freshUntilMs === undefined ? {} : { freshUntilMs }),
      language: env.language,
      settings: userSettings(),
    };
    // Without the words for screen readers, in which the age changes each minute.
    const text = JSON.stringify(stored, (key, value) => (key === "accessibleLabel" ? undefined : value));
    if (text === last) return;
    last = text;
    void state.update(stateKey, stored);
  };
}

/** In one call, because each takes time at the start. */
function userSettings(): string {
  return JSON.stringify(workspace.getConfiguration().inspect(settingsPrefix)?.globalValue ?? {});
}

function markedOld({ name, text, accountId }: ItemContent): ItemContent {
  const mark = text.endsWith("$(history)") || accountId === undefined ? "" : " $(history)";
  return {
    name,
    text: `${text}${mark}`,
    accessibleLabel: name,
    ...(accountId === undefined ? {} : { accountId }),
  };
}

/** By hand: a schema library would be most of the code that runs at activation. */
function isStored(value: unknown): value is Stored {
  if (!isRecord(value) || !isRecord(value.place)) return false;
  const { contents, place, freshUntilMs, language, settings } = value;
  return (
    Array.isArray(contents) &&
    contents.length > 0 &&
    contents.every(isContent) &&
    (place.alignment === "left" || place.alignment === "right") &&
    Number.isFinite(place.priority) &&
    (freshUntilMs === undefined || Number.isFinite(freshUntilMs)) &&
    typeof language === "string" &&
    typeof settings === "string"
  );
}

function isContent(value: unknown): value is ItemContent {
  return (
    isRecord(value) &&
    [value.name, value.text, value.accessibleLabel].every(
      (text) => typeof text === "string" && text !== "",
    ) &&
    [undefined, "warning", "error"].some((background) => background === value.background) &&
    (value.accountId === undefined || typeof value.accountId === "string")
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
