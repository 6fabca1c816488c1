/** What a stubbed editor lacks. */
export type Gap = "lm" | "registerTool" | "logLevels";

/** A `vscode` module as far as activation needs it, and what the extension did with it. */
export interface StubVscode {
  readonly module: object;
  readonly commands: Map<string, (...values: unknown[]) => unknown>;
  readonly tools: string[];
  readonly warnings: string[];
  readonly logLines: string[];
  readonly shownItems: () => readonly ShownItem[];
  /** How often the extension has shown a status bar item. */
  readonly showCount: () => number;
  /** How often the extension has looked a setting up. */
  readonly lookupCount: () => number;
  /** Replaces the user's own settings. */
  readonly changeSettings: (settings: Readonly<Record<string, unknown>>) => void;
}

/** A status bar item. */
export interface ShownItem {
  readonly text: string;
  readonly accessibilityInformation?: { readonly label: string };
  readonly backgroundColor?: unknown;
}

class EventEmitter {
  readonly #listeners = new Set<(value: unknown) => void>();
  readonly event = (listener: (value: unknown) => void) => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };
  fire(value: unknown): void {
    for (const listener of this.#listeners) listener(value);
  }
  dispose(): void {
    this.#listeners.clear();
  }
}

class Disposable {
  readonly dispose: () => void;
  constructor(dispose: () => void) {
    this.dispose = dispose;
  }
  static from(...all: readonly { dispose(): unknown }[]): Disposable {
    return new Disposable(() => {
      for (const one of all) one.dispose();
    });
  }
}

/** A class whose objects hold what they were created with. */
class Value {
  readonly values: readonly unknown[];
  constructor(...values: readonly unknown[]) {
    this.values = values;
  }
}

class MarkdownString {
  value = "";
  appendMarkdown(text: string): this {
    this.value += text;
    return this;
  }
  appendText(text: string): this {
    return this.appendMarkdown(text);
  }
}

const joined = (base: { readonly fsPath: string }, ...parts: readonly string[]) => ({
  fsPath: [base.fsPath, ...parts].join("/"),
});
const noEvent = () => ({ dispose: () => undefined });

export interface StubOptions {
  readonly gaps?: readonly Gap[];
  /** The defaults of the settings, by their name without the extension's prefix. */
  readonly defaults: Readonly<Record<string, unknown>>;
  /** The user's own settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

export function stubVscode({ gaps = [], defaults, settings: initial = {} }: StubOptions): StubVscode {
  let settings = initial;
  let [lookups, shows] = [0, 0];
  const configuration = new EventEmitter();
  const commands: StubVscode["commands"] = new Map();
  const [tools, warnings, logLines]: [string[], string[], string[]] = [[], [], []];
  const items = new Set<ShownItem & { show(): void; dispose(): void }>();
  const writer = (level: string) => (text: string) => logLines.push(`${level}: ${text}`);
  const levels = { info: writer("info"), warn: writer("warn"), error: writer("error") };
  const registerTool = (name: string) => {
    tools.push(name);
    return new Disposable(() => undefined);
  };
  const module = {
    EventEmitter,
    Disposable,
    MarkdownString,
    ThemeColor: Value,
    ThemeIcon: Value,
    DataTransferItem: Value,
    LanguageModelTextPart: Value,
    LanguageModelToolResult: Value,
    StatusBarAlignment: { Left: 1, Right: 2 },
    ConfigurationTarget: { Global: 1 },
    ViewColumn: { Active: -1 },
    UIKind: { Desktop: 1, Web: 2 },
    QuickPickItemKind: { Separator: -1, Default: 0 },
    ProgressLocation: { Notification: 15 },
    Uri: { joinPath: joined },
    version: "1.105.0",
    env: { language: "en", appHost: "desktop", uiKind: 1 },
    l10n: { t: (text: string) => text },
    ...(gaps.includes("lm") ? {} : { lm: gaps.includes("registerTool") ? {} : { registerTool } }),
    commands: {
      registerCommand: (name: string, run: (...values: unknown[]) => unknown) => {
        commands.set(name, run);
        return new Disposable(() => commands.delete(name));
      },
      executeCommand: async () => undefined,
    },
    workspace: {
      getConfiguration: () => ({
        inspect: (key: string) => {
          lookups += 1;
          return key === "creditMonitor"
            ? { globalValue: settings }
            : { defaultValue: defaults[key], globalValue: settings[key] };
        },
        update: async () => undefined,
      }),
      onDidChangeConfiguration: configuration.event,
    },
    window: {
      state: { focused: true, active: true },
      onDidChangeWindowState: noEvent,
      registerWebviewPanelSerializer: noEvent,
      createTreeView: () => ({ visible: false, onDidChangeVisibility: noEvent, dispose: () => undefined }),
      createOutputChannel: () => ({
        appendLine: (line: string) => logLines.push(line),
        show: () => undefined,
        dispose: () => undefined,
        ...(gaps.includes("logLevels") ? {} : levels),
      }),
      createStatusBarItem: () => {
        const show = () => {
          shows += 1;
        };
        const item = { text: "", show, dispose: () => items.delete(item) };
        items.add(item);
        return item;
      },
      showWarningMessage: async (text: string) => void warnings.push(text),
      showInformationMessage: async () => undefined,
      showErrorMessage: async (text: string) => void warnings.push(text),
    },
  };
  return {
    module,
    commands,
    tools,
    warnings,
    logLines,
    shownItems: () => [...items],
    showCount: () => shows,
    lookupCount: () => lookups,
    changeSettings: (changed) => {
      settings = changed;
      configuration.fire({ affectsConfiguration: () => true });
    },
  };
}
