/** Does nothing: its activation is the lower limit. */
export function activate(): void {}
