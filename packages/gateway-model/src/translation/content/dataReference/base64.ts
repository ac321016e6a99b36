/** The bytes of a base64 text as characters 0 to 255; `undefined` when it is none. */
export function decodeBase64(text: string): string | undefined {
  try {
    return atob(text);
  } catch {
    return undefined;
  }
}
