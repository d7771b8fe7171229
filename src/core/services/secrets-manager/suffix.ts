/** The hyphen and the 6 random characters with which AWS ends the resource of a secret's ARN. */
export const SUFFIX = /-[A-Za-z0-9]{6}$/;
/** What stands for it in an IAM policy: one `?` for each character. */
export const ANY_SUFFIX = "-??????";

export function withoutSuffix(resource: string): string {
  return resource.replace(SUFFIX, "");
}

/** One character six times, still to be filled in. */
export function isPlaceholder(suffix: string): boolean {
  return /^(.)\1{5}$/i.test(suffix);
}

/** Six lowercase letters seldom come by chance, and often end a name. */
export function isWord(suffix: string): boolean {
  return /^[a-z]{6}$/.test(suffix);
}

/** Whether AWS has drawn it, as far as can be told: a word, a date or a number may as well be the end of a name. */
export function isDrawn(suffix: string): boolean {
  return !isPlaceholder(suffix) && !/^(?:[A-Za-z][a-z]{5}|[A-Z]{6}|[a-z]?\d{5,6})$/.test(suffix);
}
