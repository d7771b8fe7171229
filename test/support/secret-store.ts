/** What the server on loopback knows as Secrets Manager, and how it looks for it. */

export interface StoredSecret {
  /** The full ARN. */
  readonly arn: string;
  readonly text?: string;
  readonly base64?: string;
  /** Values of stages and ids other than AWSCURRENT. */
  readonly versions?: Readonly<Record<string, string>>;
  /** Answered in place of a value. */
  readonly error?: Failure;
}

export type Failure = { readonly code: string; readonly message: string };

interface Wanted {
  readonly SecretId?: string;
  readonly VersionStage?: string;
  readonly VersionId?: string;
}

type Answer = { readonly ARN: string } & Readonly<Record<string, unknown>>;

/** By region and what stands after `secret:`, with the suffix and without it, and by region and name. */
export type Secrets = ReadonlyMap<string, StoredSecret>;

const NOT_FOUND: Failure = {
  code: "ResourceNotFoundException",
  message: "Secrets Manager can't find the specified secret.",
};

export function secretsBy(secrets: readonly StoredSecret[]): Secrets {
  const keyed = secrets.flatMap((secret) => {
    const [, , , region, , , ...rest] = secret.arn.split(":");
    const own = rest.join(":");
    const name = own.slice(0, -7);
    return [`${region} ${own}`, `${region} ${name}`, `${region} name ${name}`].map(
      (key) => [key, secret] as const,
    );
  });
  // Of two that answer to one name the first does.
  return new Map(keyed.toReversed());
}

/** By full ARN, partial ARN or name, and only in the region that signed: that is how the service looks. */
export function lookUp(stored: Secrets, region: string, wanted: Wanted): Answer | Failure {
  const { SecretId: id = "", VersionStage, VersionId } = wanted;
  const resource = id.startsWith("arn:") ? id.split(":").slice(6).join(":") : `name ${id}`;
  const secret = stored.get(`${region} ${resource}`);
  if (secret === undefined) return NOT_FOUND;
  if (secret.error !== undefined) return secret.error;
  const version = VersionId ?? VersionStage ?? "AWSCURRENT";
  const text = version === "AWSCURRENT" ? secret.text : secret.versions?.[version];
  if (text === undefined && secret.base64 === undefined) return NOT_FOUND;
  return {
    ARN: secret.arn,
    Name: secret.arn.split(":").slice(6).join(":").slice(0, -7),
    VersionId: "0f47c4a4-5d7b-4a0c-8d4e-1f0d8b1f3c11",
    VersionStages: [version],
    CreatedDate: 1_700_000_000,
    ...(text === undefined ? { SecretBinary: secret.base64 } : { SecretString: text }),
  };
}
