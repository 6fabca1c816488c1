/** Nothing at all. */
export function activate(): void {}
