/** What AWS answers to the fixtures whose codes no text and no file can draw. */

import { denied, type SecretsServer, type StoredSecret, startSecretsServer } from "./secrets-server.js";

type Failure = NonNullable<StoredSecret["error"]>;

const DELETED: Failure = {
  code: "InvalidRequestException",
  message: "You can't perform this operation on the secret because it was marked for deletion.",
};
const REFUSED: Failure = { code: "InvalidRequestException", message: "You can't do that." };
const UNDECRYPTABLE: Failure = {
  code: "DecryptionFailure",
  message: "Secrets Manager can't decrypt the protected secret text using the provided KMS key.",
};
const EMPTY: Failure = {
  code: "ResourceNotFoundException",
  message: "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
};
const STORED: readonly StoredSecret[] = [
  { arn: arn("denied"), error: denied("GetSecretValue") },
  { arn: arn("deleted"), error: DELETED },
  { arn: arn("refused"), error: REFUSED },
  { arn: arn("undecryptable"), error: UNDECRYPTABLE },
  { arn: arn("empty"), error: EMPTY },
  { arn: arn("mismatch").replace("123456789012", "210987654321"), text: "{}" },
  { arn: arn("surrogate"), text: '{"half":"\\ud83d"}' },
];

function arn(name: string): string {
  return `arn:aws:secretsmanager:us-west-2:123456789012:secret:answers/${name}-AbCdEf`;
}

export async function startAnswering(): Promise<SecretsServer> {
  const server = await startSecretsServer();
  server.reset(STORED);
  return server;
}
