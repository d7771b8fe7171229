/**
 * The texts of the rules, whatever the finding. The README's table of diagnostics has the second of each. The
 * sentences about one finding are in `core/messages.ts`.
 */

import type { Code } from "../core/diagnostics/diagnostics.js";

export const TEXTS: Readonly<Record<Code, readonly [title: string, wrong: string, help: string]>> = {
  "yaml-syntax": [
    "The file is not YAML",
    "not YAML, at this place; not UTF-8; nested deeper than 256 levels",
    "Correct the YAML at this place. Text that ends with a colon, and ${arn:…} inside [ ] or { }, needs quotes.",
  ],
  "yaml-indentation": [
    "A line is not indented as YAML wants it",
    "a warning: a line inside brackets, braces or quotes that stands no further right than its key, or `#` without a space before it",
    "Inside [ ], { } and quotes indent each line more than its key, with spaces; put a space before the # of a comment.",
  ],
  "arn-prefix": [
    "An ARN does not start with arn:",
    "does not start with `arn:` in lowercase",
    "Write arn: in lowercase in front of the partition.",
  ],
  "arn-parts": [
    "An ARN has too few or too many parts",
    "too few or too many parts",
    "Write arn:partition:secretsmanager:region:account-id:secret:name, and after it at most :json-key:version-stage:version-id.",
  ],
  "arn-partition": [
    "An ARN names no partition of AWS",
    "no partition of AWS",
    "Write aws, or aws-cn in China, or aws-us-gov in GovCloud.",
  ],
  "arn-service": [
    "An ARN is not of Secrets Manager",
    "not `secretsmanager`",
    "Write secretsmanager as the third part, in the ARN of a secret of AWS Secrets Manager.",
  ],
  "arn-region": [
    "The region of an ARN is wrong",
    "empty, malformed, or of another partition; a warning where it is only unknown",
    "Write the region where the secret is, such as us-west-2, and the partition to which it belongs.",
  ],
  "arn-account": [
    "The account id of an ARN is not 12 digits",
    "not 12 digits",
    "Write the account id as the AWS console shows it, 12 digits without hyphens; leading zeros count.",
  ],
  "arn-resource": [
    "The resource type of an ARN is not secret",
    "not `secret`",
    "After the account id write secret: and then the name.",
  ],
  "arn-name": [
    "The name of a secret is not valid",
    "empty, too long, or with a character that no name can have",
    "Letters, digits and / _ + = . @ - make a name, up to 512 of them; a JSON key comes after a colon.",
  ],
  "arn-template": [
    "A part of an ARN is still to be filled in",
    "text to be filled in: `<AWS Account ID>`, `${AWS::Region}`, `*`; a note where another program fills it in, and the ARN is kept: `${aws:region}`, `{{ … }}`",
    "Write the value itself. An ARN that another program fills in is left alone where its line ends with # arnsubst: literal.",
  ],
  "arn-partial": [
    "An ARN lacks the 6 characters at its end",
    "a note, or with `--require-suffix` an error: no 6-character suffix; it can be fetched, but never matches in IAM",
    "Paste the full ARN, which ends like -AbCdEf; in an IAM policy write -?????? in their place.",
  ],
  "account-not-allowed": [
    "A secret is of an account that the team does not allow",
    "an account that is not among those of `--allow-account` or `allow-accounts`",
    "Use the secret of an allowed account, or add the account to allow-accounts of .arnsubst.yaml.",
  ],
  "region-not-allowed": [
    "A secret is in a region that the team does not allow",
    "a region that is not among those of `--allow-region` or `allow-regions`",
    "Use the secret of an allowed region, or add the region to allow-regions of .arnsubst.yaml.",
  ],
  "arn-inconsistent": [
    "One secret is named by its full ARN and by a partial one",
    "a note: the same secret is named by its full ARN elsewhere",
    "Write the full ARN everywhere: it can be searched for, and a policy takes it.",
  ],
  "arn-stale": [
    "Two ARNs differ in nothing but the suffix",
    "a warning: the same name has another suffix elsewhere, so one of the two is out of date",
    "A secret that is made anew gets a new suffix. Look in the AWS console which one is there now.",
  ],
  "suffix-placeholder": [
    "The suffix of an ARN is still to be filled in",
    "a warning: a suffix such as `xxxxxx`, still to be filled in",
    "Paste the ARN from the AWS console, which ends with the 6 characters that AWS drew.",
  ],
  "suffix-doubtful": [
    "What looks like a suffix may be the end of the name",
    "a note: what looks like a suffix may be the end of the name, as in `prod/db-backup`",
    "If it is, the ARN is a partial one: paste the full ARN from the AWS console.",
  ],
  "account-example": [
    "The account id is an example of AWS's documentation",
    "a note: an account id that only AWS's documentation has, such as `111122223333`",
    "Write the id of the account that holds the secret.",
  ],
  literal: [
    "An ARN is kept as it stands",
    "a note, with `-v` only: an ARN that is kept, and why",
    "To have it replaced end the line with # arnsubst: resolve, or write ${arn:…}.",
  ],
  "version-conflict": [
    "Version stage and version id together",
    "version stage and version id together",
    "A version is named by one of them: leave the other field empty.",
  ],
  "version-misplaced": [
    "A field of a selector stands in the place of another",
    "a warning: the name of a version stage in the place of the JSON key, what looks like a JSON key in that of the stage, or CloudFormation's `SecretString`",
    "After the name comes :json-key:version-stage:version-id. A version without a key has two colons before it.",
  ],
  "version-malformed": [
    "A version that AWS cannot have",
    "a version id that is not 32 to 64 characters long, a stage of more than 256",
    "Copy the version id, 32 to 64 characters, or the stage, up to 256; leave a field empty that you do not need.",
  ],
  "filter-unknown": [
    "A filter that does not exist",
    "no such filter",
    "The filters are urlencode, b64encode, tojson, fromjson and string.",
  ],
  "filter-misplaced": [
    "A filter after a bare ARN",
    "a filter after a bare ARN; filters work in `${…}` only",
    "Put the ARN and the filter into ${…}.",
  ],
  "reference-unterminated": [
    "A reference is opened and never closed",
    "`${arn:` without `}`, or `{{` without `}}`",
    "Put a } after the ARN; where ${arn: is meant as text, write $${arn:.",
  ],
  "expression-malformed": [
    "An expression that names a secret cannot be read",
    "an expression such as `{{ aws_secret_var() }}` that names a secret and is not as its form has it",
    "Write it as the message says.",
  ],
  "expression-mixed": [
    "An expression does more than naming a secret",
    "an expression that joins a secret with what only another program knows",
    "Let the secret have an expression of its own.",
  ],
  "reference-in-key": [
    "An ARN is a mapping key",
    "an ARN as a mapping key, perhaps because it ends with an unquoted colon",
    "Keys are never replaced. Quote an ARN that ends with a colon, and write ${arn:…} with $ and quotes.",
  ],
  "reference-hidden": [
    "A reference cannot be replaced in place",
    "visible only after YAML has undone escapes or joined lines",
    "Write it on one line and without escapes.",
  ],
  "reference-equals": [
    "A key and an ARN are joined to one text",
    "`KEY = arn:…` or `KEY:arn:…`, which is no mapping: write `KEY: arn:…`",
    "Write KEY: arn:…, with a colon and a space.",
  ],
  "reference-unmarked": [
    "An ARN within a longer text is kept",
    "a warning: an ARN that is kept for what stands around it, and nobody else reads it so: brackets, quotes in quotes, `${secret:arn:…}`, `password=arn:…`, a URL's password, an invisible character: write `${arn:…}`",
    "To have it replaced write ${arn:…}; to keep it end the line with # arnsubst: literal.",
  ],
  "alias-conflict": [
    "An alias stands for an ARN that its own place would treat otherwise",
    "a warning: an anchored ARN is kept where it is written, and one of its aliases stands where it would be replaced, or the other way round",
    "Write the ARN out in one of the places, or say for both what is meant: # arnsubst: literal or # arnsubst: resolve at the end of its line.",
  ],
  "literal-selector": [
    "An ARN with a selector is kept for a word",
    "a warning: an ARN that is kept for a word such as `resources` or `secrets`, which other files use for other things too, and its selector looks as if a value is meant",
    "To have it replaced write ${arn:…}, or end the line with # arnsubst: resolve; to keep it end the line with # arnsubst: literal.",
  ],
  "reference-doubtful": [
    "A whole secret is put where its ARN may be meant",
    "a note: a whole secret below a key that sounds like a secret's name, such as `rds_secret`, where a program may want the ARN",
    "To keep the ARN end the line with # arnsubst: literal; where the value is meant end it with # arnsubst: resolve, or select a JSON key.",
  ],
  "directive-unknown": [
    "A directive that does not exist",
    "a warning: `# arnsubst:` with a misspelled directive",
    "The directives are # arnsubst: literal, # arnsubst: resolve and # arnsubst: ignore CODE, at the end of the line.",
  ],
  "directive-unused": [
    "A directive has no effect",
    "a warning: a directive where it has no effect",
    "literal and resolve work at the end of the line on which a bare ARN stands, ignore on that of a finding; write $${arn:…} to keep a ${arn:…}.",
  ],
  "policy-denied": [
    "A policy does not let the secret be fetched",
    "the policy of `--policy` does not allow the secret, or denies it",
    "Add the secret to an Allow of secretsmanager:GetSecretValue, or take it out of the Deny. arnsubst policy prints the policy that fits.",
  ],
  "policy-depends": [
    "A policy decides on a condition",
    "a warning: the policy allows or denies the secret on a condition, which is shown",
    "Only the request itself can answer the condition: see that the pipeline meets it.",
  ],
  "policy-batch": [
    "A policy does not allow batches",
    "a note: the policy does not allow BatchGetSecretValue",
    "Allow secretsmanager:BatchGetSecretValue on *, so that up to 20 secrets take one call.",
  ],
  "secret-not-found": [
    "A secret or its version does not exist",
    "no such secret, or no such version",
    "Look for a slip in the name, the region, the account and the version.",
  ],
  "secret-denied": [
    "AWS does not give out a secret",
    "AWS refuses the caller",
    "Allow the caller secretsmanager:GetSecretValue on it.",
  ],
  "secret-deleted": [
    "A secret is scheduled for deletion",
    "scheduled for deletion",
    "Restore it, or name the one that has taken its place.",
  ],
  "secret-refused": [
    "AWS gives no value of a secret",
    "AWS gives no value, for another reason, which is named",
    "Look up the error that AWS names.",
  ],
  "secret-undecryptable": [
    "AWS cannot decrypt a secret for the caller",
    "AWS cannot decrypt it for the caller",
    "Allow the caller kms:Decrypt on the key of the secret, and see that the key is enabled.",
  ],
  "secret-empty": ["A secret has no value", "exists without a value", "Put a value into the secret."],
  "secret-mismatch": [
    "AWS answered with another secret",
    "AWS answered with another secret",
    "Write the full ARN of the secret that is meant, with its 6 characters at the end.",
  ],
  "secret-not-json": [
    "A JSON key of a secret that is not JSON",
    "a JSON key of a secret that is no JSON object or list",
    "Leave the JSON key out, or make the secret a JSON object.",
  ],
  "secret-key-missing": [
    "A secret lacks the JSON key",
    "no such JSON key; the keys that exist are named",
    "Write one of the keys that it has.",
  ],
  "secret-null": [
    "JSON null where only text can stand",
    "JSON `null` inside a text, or with `--types string`",
    "Store a text in the secret, or use tojson where the word null is meant.",
  ],
  "secret-binary": [
    "A binary secret where only text can stand",
    "bytes where only text can stand",
    "Let the reference fill the whole value, or use b64encode.",
  ],
  "value-jinja": [
    "A value would be rendered as a template",
    "a value that would be rendered as a template, or change one beside it; a warning where nothing says that the file is rendered",
    "See --jinja, or change the value.",
  ],
  "value-url": [
    "A value breaks the URL around it",
    "a warning: a value that breaks the URL around it for want of `urlencode`",
    "Percent-encode it with the filter urlencode: ${arn:… | urlencode}.",
  ],
  "value-whole-json": [
    "A whole JSON secret fills a value",
    "a warning: a whole JSON secret fills a value, and no selector says which key; its keys are named",
    "Select one with :key behind the ARN, or say with # arnsubst: resolve that the whole is meant.",
  ],
  "value-inner-yaml": [
    "A value breaks the YAML or JSON text around it",
    "a warning: a value that breaks the YAML or JSON that a block or quotes hold as text, for want of `tojson`",
    "Write it as JSON with the filter tojson, without quotes around it: ${arn:… | tojson}.",
  ],
  "value-unrepresentable": [
    "A value that no YAML file can carry",
    "a value that no YAML file can carry",
    "Store the value in another form, as base64 for one.",
  ],
};
