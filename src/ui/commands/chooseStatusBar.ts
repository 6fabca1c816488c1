import { type QuickPickItem, QuickPickItemKind, window } from "vscode";
import * as z from "zod/mini";
import { defined } from "../../core/common/defined.ts";
import {
  type StatusBarChoice,
  type StatusBarSettings,
  statusBarChoices,
  statusBarSides,
} from "../../services/common/settings.ts";
import { parseArguments } from "../context/commandArguments.ts";
import type { CommandContext } from "../context/commandContext.ts";
import { showInputBox } from "../prompts/inputBox.ts";
import { statusBarLook } from "../statusBar/statusBarLook.ts";
import { statusBarViews } from "../statusBar/statusBarView.ts";
import { templateFieldNames, unknownFields } from "../statusBar/templateFields.ts";
import { l10n } from "../text/l10n.ts";

const argumentSchema = z.object({
  show: z.exactOptional(z.enum(statusBarChoices)),
  alignment: z.exactOptional(z.enum(statusBarSides)),
  priority: z.exactOptional(z.number()),
  template: z.exactOptional(z.string().check(z.maxLength(200))),
  itemPerAccount: z.exactOptional(z.boolean()),
});

type StatusBarContext = Pick<CommandContext, "accountViews" | "settings" | "statusBar">;
type Changes = Partial<StatusBarSettings>;

/** Sets how the status bar looks. The prompt previews the choice that has the focus. */
export async function chooseStatusBar(context: StatusBarContext, value: unknown): Promise<void> {
  const args = parseArguments(argumentSchema, value);
  const changes = args ? defined(args) : await pickChanges(context);
  if (changes) await context.settings.setStatusBar(changes);
}

interface Item extends QuickPickItem {
  /** What the item changes; previewed while it has the focus. */
  readonly changes?: Changes;
  /** Asks for a value, with a preview while it is typed. */
  ask?(): Promise<Changes | undefined>;
}

function pickChanges(context: StatusBarContext): Promise<Changes | undefined> {
  const { settings, statusBar } = context;
  const items = createItems(context);
  const pick = window.createQuickPick<Item>();
  pick.title = l10n.t("Status bar");
  pick.placeholder = l10n.t("Which accounts should the status bar show?");
  pick.items = items;
  pick.activeItems = items.filter(({ changes }) => changes?.show === settings.statusBar().show);
  return new Promise((resolve, reject) => {
    let isAsking = false;
    pick.onDidChangeActive(([item]) => statusBar.preview(item?.changes));
    pick.onDidAccept(() => {
      const [item] = pick.activeItems;
      if (!item?.ask) resolve(item?.changes);
      else {
        isAsking = true;
        item
          .ask()
          .then(resolve, reject)
          .finally(() => statusBar.preview(undefined));
      }
      pick.hide();
    });
    pick.onDidHide(() => {
      if (!isAsking) {
        resolve(undefined);
        statusBar.preview(undefined);
      }
      pick.dispose();
    });
    pick.show();
  });
}

/** Presets of what is said of an account. */
const templates = [
  "",
  "${icon} ${label} ${remaining}",
  "${label} ${percent}",
  "${label} ${remaining} · ${runway}",
];

function createItems(context: StatusBarContext): readonly Item[] {
  const { accountViews, settings } = context;
  const current = settings.statusBar();
  const preview = (changes: Changes) =>
    statusBarViews(
      accountViews.shownStatuses(),
      statusBarLook({ ...current, ...changes }),
      accountViews.textContext(),
    )
      .map(({ text }) => text)
      .join("  ");
  const item = (label: string, changes: Changes, detail = preview(changes)): Item => ({
    label: isCurrent(current, changes) ? `$(check) ${label}` : label,
    detail,
    changes,
  });
  const heading = (label: string): Item => ({ label, kind: QuickPickItemKind.Separator });
  return [
    ...statusBarChoices.map((show) => item(choiceText(show), { show })),
    heading(l10n.t("Text of an account")),
    ...templates.map((template) => item(template || l10n.t("Name and amount"), { template })),
    { label: l10n.t("Custom text…"), detail: templateFieldNames, ask: () => askTemplate(context) },
    heading(l10n.t("Items")),
    item(l10n.t("One item for all accounts"), { itemPerAccount: false }),
    item(l10n.t("One item for each account"), { itemPerAccount: true }),
    heading(l10n.t("Place")),
    item(l10n.t("On the right"), { alignment: "right" }, ""),
    item(l10n.t("On the left"), { alignment: "left" }, ""),
    {
      label: l10n.t("Priority…"),
      description: String(current.priority),
      ask: () => askPriority(context),
    },
  ];
}

function isCurrent(settings: StatusBarSettings, changes: Changes): boolean {
  return Object.entries(changes).every(([key, value]) => settings[key as keyof StatusBarSettings] === value);
}

function askTemplate({ settings, statusBar }: StatusBarContext): Promise<Changes | undefined> {
  const { template } = settings.statusBar();
  return showInputBox<Changes>({
    title: l10n.t("Text of an account"),
    prompt: l10n.t("Fields: {0}. Leave empty for name and amount.", templateFieldNames),
    placeholder: templates[1] ?? "",
    value: template,
    validate: (text) => {
      statusBar.preview({ template: text });
      const unknown = unknownFields(text);
      return unknown.length === 0
        ? undefined
        : l10n.t("Unknown: {0}. Fields: {1}.", unknown.join(", "), templateFieldNames);
    },
    accept: async (text) => ({ value: { template: text } }),
  });
}

function askPriority({ settings, statusBar }: StatusBarContext): Promise<Changes | undefined> {
  const parse = (text: string) => (/^-?\d{1,9}$/.test(text) ? Number(text) : undefined);
  return showInputBox<Changes>({
    title: l10n.t("Priority in the status bar"),
    prompt: l10n.t("A whole number. Higher is further to the left."),
    value: String(settings.statusBar().priority),
    validate: (text) => {
      const priority = parse(text);
      if (priority === undefined) return l10n.t("Enter a whole number, such as 90.");
      statusBar.preview({ priority });
      return undefined;
    },
    accept: async (text) => ({ value: defined({ priority: parse(text) }) }),
  });
}

function choiceText(choice: StatusBarChoice): string {
  if (choice === "all") return l10n.t("All accounts");
  return choice === "pinned" ? l10n.t("Pinned accounts") : l10n.t("The account closest to running out");
}
