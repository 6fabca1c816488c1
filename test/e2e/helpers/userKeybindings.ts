export const clearKey = "Control+Alt+8";
export const closeKey = "Control+Alt+9";
/** Opens a box, at less cost than that of the palette with all commands. */
export const boxKey = "Control+Alt+0";
export const refreshKey = "Control+Alt+r";
export const panelKey = "Control+Alt+p";

/** Further key bindings, in the form of keybindings.json. */
export const userKeybindings = [
  { key: "ctrl+alt+8", command: "notifications.clearAll" },
  {
    key: "ctrl+alt+9",
    command: "runCommands",
    args: { commands: ["workbench.action.closeAllEditors", "workbench.action.closePanel"] },
  },
  { key: "ctrl+alt+0", command: "workbench.action.gotoLine" },
  { key: "ctrl+alt+r", command: "creditMonitor.refresh" },
  { key: "ctrl+alt+p", command: "creditMonitor.openPanel" },
];
