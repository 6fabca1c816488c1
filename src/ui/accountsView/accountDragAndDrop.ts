import { DataTransferItem, type TreeDragAndDropController } from "vscode";
import { accountsViewId } from "../context/ids.ts";
import type { AccountNode } from "./accountsTree.lazy.ts";
import type { AccountsViewContext } from "./accountsView.ts";

/** VS Code lets no other view drop into this one. */
const mimeType = `application/vnd.code.tree.${accountsViewId.toLowerCase()}`;

/** Rows of the view are moved by dragging them to another row. */
export function createDragAndDrop(context: AccountsViewContext): TreeDragAndDropController<AccountNode> {
  return {
    dragMimeTypes: [mimeType],
    dropMimeTypes: [mimeType],
    handleDrag: (nodes, data) => data.set(mimeType, new DataTransferItem([...nodes])),
    handleDrop: async (target, data) => {
      const nodes = data.get(mimeType)?.value;
      if (!Array.isArray(nodes)) return;
      const { accountsTree } = await import("./accountsTree.lazy.ts");
      await accountsTree.drop(context, nodes, target);
    },
  };
}
