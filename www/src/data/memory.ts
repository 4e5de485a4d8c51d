/** How somebody wants the page, as the browser remembers it. Where pages may keep nothing, asking for it already throws. */
export function remembered(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Has the browser remember it for the next time, if it will. */
export function remember(key: string, value: string) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // It holds until the tab is closed.
  }
}
