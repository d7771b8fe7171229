/** The config that is measured: a mapping with one secret in each line, over some regions. */

const REGIONS = ["us-west-2", "us-east-1", "eu-west-1", "eu-central-1"];

export function idsOf(secrets: number, regions: number): readonly string[] {
  return Array.from({ length: secrets }, (_, at) => {
    const region = REGIONS[at % regions];
    return `arn:aws:secretsmanager:${region}:123456789012:secret:app/secret${at}-AbCdEf`;
  });
}

/** The same number of parameters. */
export function parametersOf(count: number, regions: number): readonly string[] {
  return idsOf(count, regions).map((id) =>
    id.replace("secretsmanager", "ssm").replace(/:secret:(.*)-AbCdEf$/, ":parameter/$1"),
  );
}

export function configOf(ids: readonly string[]): string {
  return ids.map((id, at) => `KEY_${at}: ${id}\n`).join("");
}
