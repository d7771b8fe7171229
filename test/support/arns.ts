/** ARNs for tests. */

/** The full ARN of a secret of this name. */
export function arn(name: string, region = "us-west-2", account = "123456789012"): string {
  return `arn:aws:secretsmanager:${region}:${account}:secret:${name}-AbCdEf`;
}
