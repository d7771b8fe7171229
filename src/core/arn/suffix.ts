/** The hyphen and the 6 random characters with which AWS ends the resource of a secret's ARN. */
export const SUFFIX = /-[A-Za-z0-9]{6}$/;

export function withoutSuffix(resource: string): string {
  return resource.replace(SUFFIX, "");
}
