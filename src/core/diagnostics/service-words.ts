/** What hints and messages say differently for each service: the noun, the variables, and the commands of the AWS CLI. */

/** Whether an id is that of a parameter. A name does not say so: without a service it counts as a secret's. */
export function isParameter(id: string, service = id.split(":")[2]): boolean {
  return service === "ssm";
}

export function nounOf(id: string, service?: string): "secret" | "parameter" {
  return isParameter(id, service) ? "parameter" : "secret";
}

/** What comes between an ARN and a JSON key. After that of a parameter the version comes first. */
export function beforeKey(arn: string): string {
  return isParameter(arn) ? "::" : ":";
}

/** The variable of the AWS CLI and the SDKs that replaces the endpoint of the service that has this id. */
export function endpointVariable(id: string, service?: string): string {
  return isParameter(id, service) ? "AWS_ENDPOINT_URL_SSM" : "AWS_ENDPOINT_URL_SECRETS_MANAGER";
}

export function secretCommand(command: string, id: string, region?: string): string {
  // Unquoted, a shell would take the ! of managed secrets for its history.
  const word = id.includes("!") ? `'${id}'` : id;
  return `aws secretsmanager ${command} --secret-id ${word}${regionOption(id, region)}`;
}

/** Shows the state and the KMS key of a secret or a parameter, and not its value, as get-parameter would. */
export function describeCommand(id: string, service?: string): string {
  if (!isParameter(id, service)) return secretCommand("describe-secret", id);
  const resource = id.split(":parameter/")[1] ?? id;
  // The filter takes names only, and a name with levels starts with a slash.
  const name = resource.includes("/") ? resource.replace(/^\/?/, "/") : resource;
  return `aws ssm describe-parameters --parameter-filters Key=Name,Values=${name}${regionOption(id)}`;
}

/** `region` is that of a name; an ARN has its own. */
export function versionsCommand(id: string, service?: string, region?: string): string {
  if (!isParameter(id, service)) return secretCommand("list-secret-version-ids", id, region);
  // Without the query it shows the values, too.
  const versions = '--query "Parameters[].[Version,Labels]"';
  return `aws ssm get-parameter-history --name ${id}${regionOption(id, region)} ${versions}`;
}

/** An ARN brings its region along, but the AWS CLI asks its own. */
function regionOption(id: string, ofName?: string): string {
  const region = id.startsWith("arn:") ? id.split(":")[3] : ofName;
  return region === undefined ? "" : ` --region ${region}`;
}
