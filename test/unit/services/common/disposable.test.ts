import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { DisposableStore } from "../../../../src/services/common/disposable.ts";

function recordDisposals() {
  const disposed: string[] = [];
  return { disposed, item: (name: string) => ({ dispose: () => void disposed.push(name) }) };
}

describe("DisposableStore", () => {
  it("DisposableStore disposes its items once, the last one first", () => {
    const { disposed, item } = recordDisposals();
    const store = new DisposableStore();
    store.add(item("first"));
    store.add(item("second"));
    store.dispose();
    store.dispose();
    assert.deepEqual(disposed, ["second", "first"]);
  });

  it("DisposableStore returns the item that is added", () => {
    const { item } = recordDisposals();
    const added = item("one");
    assert.equal(new DisposableStore().add(added), added);
  });

  it("DisposableStore disposes an item at once that is added after its disposal", () => {
    const { disposed, item } = recordDisposals();
    const store = new DisposableStore();
    store.dispose();
    store.add(item("late"));
    assert.equal(store.isDisposed, true);
    assert.deepEqual(disposed, ["late"]);
  });
});
