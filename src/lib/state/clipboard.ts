// Copying text. Where the clipboard is refused (plain http, an embedded page), the caller shows the text selected instead.

/** Puts text on the clipboard; resolves to whether it got there. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
