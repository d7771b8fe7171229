/** The suffix: a hyphen and 6 random characters, which AWS puts at the end of a secret's ARN. */

export const SUFFIX = /-[A-Za-z0-9]{6}$/;
/** Any suffix in an IAM policy, where `?` matches one character. */
export const ANY_SUFFIX = "-??????";

export function withoutSuffix(resource: string): string {
  return resource.replace(SUFFIX, "");
}

/** Whether it is one character six times (`XXXXXX`), for the user to replace. */
export function isPlaceholder(suffix: string): boolean {
  return /^(.)\1{5}$/i.test(suffix);
}

/** Six lowercase letters are rare in random suffixes, and common at the end of a name. */
export function isWord(suffix: string): boolean {
  return /^[a-z]{6}$/.test(suffix);
}

/** Whether it looks random. A word, a date or a number can also be the end of a name. */
export function looksRandom(suffix: string): boolean {
  return !isPlaceholder(suffix) && !/^(?:[A-Za-z][a-z]{5}|[A-Z]{6}|[a-z]?\d{5,6})$/.test(suffix);
}
