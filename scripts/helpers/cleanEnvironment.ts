// Set by npm for its own child, or by a VS Code whose terminal we were started from: both mislead what we start.
const misleading =
  /^(npm_package_|npm_lifecycle_|npm_config_local_prefix$|npm_command$|VSCODE_|ELECTRON_|NODE_OPTIONS$)/;

/** The environment without what would mislead a child, plus `extra`. */
export function cleanEnvironment(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !misleading.test(entry[0]),
  );
  return { ...Object.fromEntries(kept), ...extra };
}
