// What a reader leaves in their browser between visits. Storage can be closed, full, or hold what another version or another hand wrote:
// none of this may break a page, so nothing here throws, and whoever reads checks what comes.

/** What was kept under a name, if storage is open and has it. */
export function readKept(name: string): string | undefined {
  try {
    return localStorage.getItem(name) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a text under a name, or forgets it where there is none; false where storage is closed or full. */
export function keep(name: string, text: string | undefined): boolean {
  try {
    if (text === undefined) localStorage.removeItem(name);
    else localStorage.setItem(name, text);
    return true;
  } catch {
    return false;
  }
}
