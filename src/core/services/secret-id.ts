/** A secret id, as AWS calls it: what a reference names. It is an ARN or a name of one of the services in this room. */

/** The services by their names in ARNs and in IAM actions. */
export type ServiceName = "secretsmanager" | "ssm";

/** The ARN of a secret. All of its parts are valid. */
export interface SecretArn {
  readonly service: ServiceName;
  /** The ARN without a selector: the id in a call. */
  readonly text: string;
  /** `aws`, `aws-cn` or `aws-us-gov`, for example. */
  readonly partition: string;
  readonly region: string;
  /** 12 digits; empty for a public parameter, which belongs to AWS. */
  readonly account: string;
  /** What follows `secret:`: the name, with its suffix if it has one. Of a parameter the same as `name`. */
  readonly resource: string;
  /** The secret's friendly name, without the suffix. That of a parameter with levels starts with a slash. */
  readonly name: string;
  /** The 6 random characters that end a full ARN. A name can end like this too, and only AWS knows which it is. */
  readonly suffix?: string;
}

/** The name of a secret, without the rest of an ARN. It means the secret in the run's own region and account. */
export interface SecretName {
  readonly service: ServiceName;
  /** The name: the id in a call. */
  readonly text: string;
  /** The same as `text`. */
  readonly resource: string;
  /** The same as `text`. */
  readonly name: string;
  readonly partition?: undefined;
  /** Set if the run's region is known. */
  readonly region?: string;
  readonly account?: undefined;
  readonly suffix?: undefined;
}

/** The secret that a reference names: an ARN if `partition` is set, otherwise a name. */
export type SecretId = SecretArn | SecretName;

export function isArn(id: SecretId): id is SecretArn {
  return id.partition !== undefined;
}

/**
 * The same text for ids of the same secret. Contains the service and the region of a name, because a name means another
 * secret in each of them. `home` is the run's region, for names without one.
 */
export function identityOf(id: SecretId, home?: string): string {
  if (isArn(id)) return id.text;
  const { service, text, region = home } = id;
  return [service, text, ...(region === undefined ? [] : [region])].join(" ");
}

/** Each secret once. `home` is the run's region, for names without one. */
export function distinctIds(ids: readonly SecretId[], home?: string): readonly SecretId[] {
  return [...new Map(ids.map((id) => [identityOf(id, home), id])).values()];
}
