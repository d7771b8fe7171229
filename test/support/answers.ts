/** What AWS answers to the fixtures whose codes no text and no file can draw. */

import {
  denied,
  fail,
  type Interceptor,
  type SecretsServer,
  type StoredSecret,
  startSecretsServer,
} from "./secrets-server.js";

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
const PASSWORD = '{"password":"p@ss"}';

const STORED: readonly StoredSecret[] = [
  { arn: arn("denied"), error: denied("GetSecretValue") },
  { arn: arn("denied-in-a-batch"), text: PASSWORD },
  { arn: arn("deleted"), error: DELETED },
  { arn: arn("deleted-in-a-batch"), text: PASSWORD },
  { arn: arn("marked-for-deletion"), text: DELETED.message },
  { arn: arn("refused"), error: REFUSED },
  { arn: arn("refused-in-a-batch"), text: PASSWORD },
  { arn: arn("undecryptable"), error: UNDECRYPTABLE },
  { arn: arn("undecryptable-in-a-batch"), text: PASSWORD },
  { arn: arn("kms/undecryptable"), text: "s3cret" },
  { arn: arn("empty"), error: EMPTY },
  { arn: arn("pending"), versions: { AWSPENDING: PASSWORD } },
  { arn: arn("nothing"), text: '{"text":"","object":{},"none":null}' },
  { arn: arn("blank"), text: "" },
  { arn: arn("mismatch").replace("123456789012", "210987654321"), text: PASSWORD },
  { arn: arn("nightly"), text: PASSWORD, versions: { AWSPREVIOUS: '{"password":"of old"}' } },
  { arn: arn("nightly-backup"), text: '{"password":"of the backup"}' },
  {
    arn: arn("nightly").replace("us-west-2", "eu-west-1").replace("AbCdEf", "GhIjKl"),
    text: '{"password":"of Ireland"}',
  },
  { arn: arn("surrogate"), text: '{"half":"\\ud83d","other":"whole"}' },
  {
    arn: arn("characters"),
    text: JSON.stringify({
      control: "\0\x07\x1B[0m\x7F",
      breaks: "a\u0085b\u2028c\uFEFF",
      last: "\u{10FFFF}\uFFFE\uFFFF",
      text: "\\ud83d",
    }).replace("{", '{"whole":"\\ud83d\\ude00",'),
  },
];

/** Batches that are refused as a whole, by a name in them; each secret by itself is not. */
const REFUSED_BATCHES: readonly (readonly [name: RegExp, Failure])[] = [
  [/:answers\/denied-in-a-batch-/, denied("BatchGetSecretValue")],
  [/:answers\/(?:deleted-in-a-batch|marked-for-deletion)-/, DELETED],
  [/:answers\/refused-in-a-batch-/, REFUSED],
  [/:answers\/(?:undecryptable-in-a-batch|kms\/undecryptable)-/, UNDECRYPTABLE],
];

const refusingBatches: Interceptor = ({ operation, ids }, response) => {
  const [, error] = REFUSED_BATCHES.find(([name]) => ids.some((id) => name.test(id))) ?? [];
  if (operation !== "BatchGetSecretValue" || error === undefined) return false;
  fail(response, error);
  return true;
};

function arn(name: string): string {
  return `arn:aws:secretsmanager:us-west-2:123456789012:secret:answers/${name}-AbCdEf`;
}

export async function startAnswering(): Promise<SecretsServer> {
  const server = await startSecretsServer();
  server.reset(STORED, refusingBatches);
  return server;
}
