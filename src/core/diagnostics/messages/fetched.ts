/** The sentences for what became of a secret, and for values that do not fit their place. */

import { withoutSuffix } from "../../services/secrets-manager/suffix.js";
import { nearest } from "../../text/nearest.js";
import type { SecretProblem, ValueProblem } from "../diagnostics.js";
import { type Description, quoted, said, statement } from "./words.js";

const MOST_KEYS_NAMED = 12;
const NOT_FOUND_HINT =
  "are region, account and name right, and did its last 6 characters change when it was made anew?";
const NAME_NOT_FOUND_HINT =
  "a name is looked up in the run's own account and region: --region and --profile choose them, an ARN names them";

export function describeFetched(problem: SecretProblem | ValueProblem): Description {
  switch (problem.code) {
    case "secret-not-found":
      return describeNotFound(problem);
    case "secret-denied":
      return describeDenied(problem);
    case "secret-deleted":
      return said(
        `${problem.id} is scheduled for deletion`,
        `${awsCommand("restore-secret", problem.id)} brings it back`,
      );
    case "secret-refused":
      return said(
        `AWS gives no value for ${problem.id}: ${problem.error}`,
        `${awsCommand("describe-secret", problem.id)} may tell why: who owns it, and what is done with it`,
      );
    case "secret-undecryptable":
      return said(
        `AWS cannot decrypt ${problem.id} for these credentials`,
        problem.key === undefined
          ? `allow kms:Decrypt on the key that ${awsCommand("describe-secret", problem.id)} names as KmsKeyId`
          : `allow it: ${statement("kms:Decrypt", problem.key)}`,
      );
    case "secret-empty":
      return said(
        `${problem.id} exists and holds no value`,
        `${awsCommand("put-secret-value", problem.id)} gives it one`,
      );
    case "secret-mismatch":
      return said(
        `AWS answered with ${problem.answered} when asked for ${problem.id}`,
        mismatchHint(problem.id, problem.answered),
      );
    case "secret-not-json":
      return describeNotJson(problem);
    case "secret-key-missing":
      return describeKeys(problem);
    case "secret-null":
      return said(
        `${problem.key === undefined ? problem.id : `the JSON key ${quoted(problem.key)} of ${problem.id}`} is null, and only text can stand here`,
        "store a text in the secret, or write the filter tojson for the word null; null that fills a whole value stays null, but not with --types string",
      );
    case "secret-binary":
      return said(
        `${problem.id} is a binary secret and cannot be used ${problem.wanted}`,
        "where it fills a whole value write its ARN without braces, elsewhere the filter | b64encode",
      );
    case "value-jinja":
      return describeJinja(problem);
    case "value-url":
      return said(
        `the value of ${problem.id} has a character that means something else in a URL, so the URL around it is read wrong`,
        problem.encoded
          ? "Jinja's urlencode leaves / as it is; the filter in ${arn:… | urlencode} does not"
          : `percent-encode it with the filter urlencode: ${problem.dialect === "jinja" ? "{{ … | urlencode }}" : "${arn:… | urlencode}"}`,
      );
    case "value-whole-json":
      return said(
        `the whole JSON of ${problem.id} fills this value, with all its keys and braces`,
        `${problem.keys.length === 0 ? "it is an empty object" : `:key behind the ARN selects one; the keys are ${keysNamed(problem.keys)}`}; where the whole is meant, end the line with # arnsubst: resolve or write "\${arn:…}", with | tojson for the text in JSON's quotes`,
      );
    case "value-inner-yaml":
      return describeInner(problem);
    case "value-unrepresentable":
      return said(
        `the value of ${problem.id} holds half of a surrogate pair, which no YAML file can carry`,
        "store the secret as valid Unicode text",
      );
  }
}

function describeJinja({ id, why }: Extract<ValueProblem, { code: "value-jinja" }>): Description {
  if (why === "restyles")
    return said(
      `the value of ${id} needs other quotes, and the templates in the same text would be changed by them`,
      "put the text into double quotes, or the secret and the template into texts of their own",
    );
  if (why === "may-run")
    return said(
      `a program that renders this file as a template would change or run the value of ${id}`,
      "where one does, as Mage, dbt and Ansible do, --jinja escape writes the value so that rendering gives it back, and --jinja refuse refuses it; where none does, --jinja allow says so; the key jinja of the config file says it by file",
    );
  const reason = why === "runs" ? "the file has templates, and rendering" : "rendering the file";
  return said(
    `the value of ${id} cannot go into this file as it is: ${reason} would change or run it`,
    "--jinja escape writes it so that rendering gives it back, where that can be; --jinja allow writes it as it is",
  );
}

function describeInner(problem: Extract<ValueProblem, { code: "value-inner-yaml" }>): Description {
  const { id, language, whole, dialect } = problem;
  const filter = dialect === "jinja" ? "{{ … | tojson }}" : "${arn:… | tojson}";
  return said(
    `the value of ${id} breaks the ${language} text around it: whoever reads that would not get the value`,
    whole
      ? `write it as JSON with the filter tojson, without quotes or a block of its own around it: password: ${filter}`
      : `let it be all of a value in that text, as JSON with the filter tojson and without quotes around it: password: ${filter}`,
  );
}

function describeDenied({ id, principal }: Extract<SecretProblem, { code: "secret-denied" }>): Description {
  // IAM compares with the full ARN, and a partial one is none.
  const arn = id.startsWith("arn:") ? id : `arn:aws:secretsmanager:*:*:secret:${id}-??????`;
  const resource = withoutSuffix(arn) === arn && arn === id ? `${id}-??????` : arn;
  return said(
    `AWS denies secretsmanager:GetSecretValue on ${id}${principal === undefined ? "" : ` to ${principal}`}`,
    `allow it: ${statement("secretsmanager:GetSecretValue", resource)}`,
  );
}

/** By the first part in which the two differ for a reason of its own. */
function mismatchHint(id: string, answered: string): string {
  const [asked, other] = [id.split(":"), answered.split(":")];
  const differ = (part: number) => asked[part] !== other[part];
  const otherName = !id.startsWith("arn:") && other[6] !== undefined && withoutSuffix(other[6]) !== id;
  if (answered.startsWith("another version") || otherName)
    return "a cache or another server answers in the place of AWS: look at --endpoint-url and at AWS_ENDPOINT_URL_SECRETS_MANAGER";
  if (!id.startsWith("arn:") || !answered.startsWith("arn:") || differ(1) || differ(3))
    return "the endpoint decides over the region, whatever the ARN says: look at --endpoint-url and at AWS_ENDPOINT_URL_SECRETS_MANAGER";
  if (differ(4))
    return `the credentials are those of account ${other[4]}: name a profile of account ${asked[4]} with --profile, or under accounts in .arnsubst.yaml`;
  if (withoutSuffix(id) === withoutSuffix(answered))
    return "the last 6 characters are new when a secret is deleted and made again: write this ARN if that is the one you mean";
  return "its name begins like the one asked for: write the full ARN, with the 6 characters at its end";
}

/** An ARN brings its region along, but the AWS CLI asks its own. */
function awsCommand(command: string, id: string): string {
  // Unquoted, a shell would take the ! of managed secrets for its history.
  const word = id.includes("!") ? `'${id}'` : id;
  const region = id.startsWith("arn:") ? ` --region ${id.split(":")[3]}` : "";
  return `aws secretsmanager ${command} --secret-id ${word}${region}`;
}

function describeKeys(problem: Extract<ValueProblem, { code: "secret-key-missing" }>): Description {
  const close = nearest(problem.key, problem.keys);
  return said(
    `${problem.id} has no JSON key ${quoted(problem.key)}`,
    problem.keys.length === 0
      ? `what stands there is ${problem.empty === undefined ? "no object and no list" : `an empty ${problem.empty}`}`
      : `${close === undefined ? "" : `did you mean ${quoted(close)}? `}The keys are ${keysNamed(problem.keys)}`,
  );
}

function keysNamed(keys: readonly string[]): string {
  const more = keys.length > MOST_KEYS_NAMED ? `, and ${keys.length - MOST_KEYS_NAMED} more` : "";
  return `${keys.slice(0, MOST_KEYS_NAMED).map(quoted).join(", ")}${more}`;
}

function describeNotJson({
  id,
  key,
  wanted,
  bom,
}: Extract<ValueProblem, { code: "secret-not-json" }>): Description {
  const what =
    key === undefined || wanted === "key" ? id : `what the JSON key ${quoted(key)} of ${id} selects`;
  if (bom)
    return said(
      `${what} starts with a byte order mark (BOM), so it is not JSON`,
      "store the secret again as UTF-8 without BOM",
    );
  if (wanted === "key") {
    return said(
      `${id} is not a JSON object or list of at most 256 levels, so it has no JSON key ${quoted(key ?? "")}`,
      "leave the selector out to get the text as it is, or store JSON in the secret",
    );
  }
  return said(
    `${what} is not JSON of at most 256 levels, so fromjson cannot read it`,
    "leave the filter out to get the text as it is, or store JSON in the secret",
  );
}

function describeNotFound(problem: Extract<SecretProblem, { code: "secret-not-found" }>): Description {
  const { id, file, version, near } = problem;
  const message =
    version === undefined
      ? `${file ?? "AWS"} has no secret ${id}`
      : `AWS has no version ${quoted(version)} of ${id}, or no such secret`;
  if (near !== undefined) return said(message, `did you mean ${near}?`);
  if (file !== undefined) return said(message, `add an entry for ${id}`);
  if (version === undefined && !id.startsWith("arn:")) return said(message, NAME_NOT_FOUND_HINT);
  return version === undefined
    ? said(message, NOT_FOUND_HINT)
    : said(message, `${awsCommand("list-secret-version-ids", id)} names those that there are`);
}
