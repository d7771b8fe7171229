/** Whose credentials AWS is asked with. */

/**
 * A profile of the AWS config files, or the ARN of a role to be assumed with the credentials at hand (AssumeRole of STS:
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html).
 */
export type AccountAccess =
  | { readonly profile: string }
  | { readonly role: string; readonly externalId?: string };

/** How to come by credentials for an account's secrets, by account id of 12 digits. Other accounts use the run's own. */
export type Accounts = ReadonlyMap<string, AccountAccess>;
