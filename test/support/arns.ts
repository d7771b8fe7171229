/** ARNs for tests. */

/** The full ARN of a secret of this name. */
export function arn(name: string, region = "us-west-2", account = "123456789012"): string {
  return `arn:aws:secretsmanager:${region}:${account}:secret:${name}-AbCdEf`;
}

/** The ARN of a parameter: the slash that a name in a hierarchy starts with is the one behind `parameter`. */
export function parameterArn(name: string, region = "us-west-2", account = "123456789012"): string {
  return `arn:aws:ssm:${region}:${account}:parameter/${name.replace(/^\//, "")}`;
}
