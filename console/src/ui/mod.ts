// The key that goes with letters for commands, as this machine calls it.

export const MOD = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl";
