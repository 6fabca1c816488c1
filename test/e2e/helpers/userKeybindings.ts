export const clearKey = "Control+Alt+8";
export const closeKey = "Control+Alt+9";
export const paletteKey = "Control+Alt+0";

/** Further key bindings, in the form of keybindings.json. */
export const userKeybindings = [
  { key: "ctrl+alt+8", command: "notifications.clearAll" },
  {
    key: "ctrl+alt+9",
    command: "runCommands",
    args: { commands: ["workbench.action.closeAllEditors", "workbench.action.closePanel"] },
  },
  { key: "ctrl+alt+0", command: "workbench.action.showCommands" },
];
