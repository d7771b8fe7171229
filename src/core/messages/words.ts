/** What the sentences are made with: quoting, and the shape of a description. */

/** What is told of a problem, in English, without a full stop. */
export interface Description {
  /** What is wrong, and why. May quote the config. */
  readonly message: string;
  /** What to write or to do instead. */
  readonly hint?: string;
}

const LONGEST_QUOTE = 80;

export function said(message: string, hint?: string): Description {
  return hint === undefined ? { message } : { message, hint };
}

/** An IAM statement, ready to be put into a policy. */
export function statement(action: string, resource: string): string {
  return JSON.stringify({ Effect: "Allow", Action: action, Resource: resource });
}

/** Quotes text of the config so that it cannot be taken for the message's own words. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE - 1)}…` : text);
}
