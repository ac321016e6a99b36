/**
 * The link, if it is one a browser may follow: http or https, without credentials in it. Everything a
 * cluster says is somebody's input, so anything else is shown as text.
 */
export function safeUrl(url: string | undefined): string | undefined {
  if (!url) {
    return undefined;
  }
  try {
    const parsed = new URL(url);
    const followable =
      parsed.protocol === 'http:' || parsed.protocol === 'https:';
    return followable && !parsed.username && !parsed.password
      ? parsed.href
      : undefined;
  } catch {
    return undefined;
  }
}
