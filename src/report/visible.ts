/** Makes text of a file or a file's name safe to show: no escape sequence of it reaches the terminal. */

const UNSAFE = /[\x00-\x08\x0A-\x1F\x7F-\x9F\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/g;

/** Each unsafe character becomes one visible character, so that columns stay where they are. Tabs stay. */
export function visible(text: string): string {
  return text.replace(UNSAFE, (character) => {
    const code = character.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return code === 0x7f ? "\u2421" : "\uFFFD";
  });
}
