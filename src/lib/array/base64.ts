// Bytes that stand in code or in storage as text.

/**
 * The bytes of a text in base64.
 * @throws DOMException if it is none
 */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
