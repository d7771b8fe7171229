/** The credentials that fetch the secrets of an account. */

/**
 * A profile of the AWS config files, or the ARN of a role that the run's own credentials assume (AssumeRole of STS:
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html).
 */
export type AccountAccess =
  | { readonly profile: string }
  | { readonly role: string; readonly externalId?: string };

/** The access by account id (12 digits). The run's own credentials fetch the secrets of all other accounts. */
export type Accounts = ReadonlyMap<string, AccountAccess>;
