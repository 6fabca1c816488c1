import { MemorySecrets } from "./memorySecrets.ts";

/** The secrets of a browser, as VS Code keeps them there: a window loads all once, and each write replaces all. */
export class BrowserSecrets {
  #stored = new Map<string, string>();

  /** The secrets as a window sees them that is loaded now. */
  load(): MemorySecrets {
    const window = new MemorySecrets();
    for (const [name, value] of this.#stored) window.entries.set(name, value);
    const storeAll = () => {
      this.#stored = new Map(window.entries);
    };
    return Object.assign(window, {
      async store(name: string, value: string) {
        window.entries.set(name, value);
        storeAll();
      },
      async delete(name: string) {
        window.entries.delete(name);
        storeAll();
      },
    });
  }

  /** The accounts whose keys a window would have that is loaded now. */
  get storedAccounts(): readonly string[] {
    return [...this.#stored.keys()]
      .flatMap((name) => name.match(/^account:(.*)/)?.[1] ?? [])
      .toSorted(compare);
  }
}

function compare(one: string, other: string): number {
  return one < other ? -1 : 1;
}
