/** More is not read by anybody, and may be any number. */
const MAX_LISTED = 16;

/** Some of many, and how many more there are. */
export function listed(words: readonly string[], separator = ', '): string {
  const more = words.length - MAX_LISTED;
  const shown = words.slice(0, MAX_LISTED).join(separator);
  return more > 0 ? `${shown}${separator}and ${more} more` : shown;
}

export function sentence(text: string): string {
  return text.endsWith('.') ? text : `${text}.`;
}
