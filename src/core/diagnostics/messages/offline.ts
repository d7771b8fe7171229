/** The sentences for what is visible in the text alone. */

import { counted } from "../../text/count.js";
import type { OfflineProblem } from "../diagnostics.js";
import { type Description, quoted, said } from "./words.js";

const EXAMPLE = "arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/db-AbCdEf";

function meant(fix: { suggestion?: string; fixed?: string }, otherwise: string): string {
  if (fix.suggestion === undefined) return otherwise;
  return `did you mean ${quoted(fix.suggestion)}?${fix.fixed === undefined ? "" : ` Write ${fix.fixed}`}`;
}

export function describeOffline(problem: OfflineProblem): Description {
  switch (problem.code) {
    case "yaml-syntax":
      return said(
        `${problem.advice === "line-ends" ? "YAML readers disagree on where the lines end" : "this is not YAML"}: ${problem.reason}`,
        YAML_ADVICE[problem.advice ?? "none"],
      );
    case "yaml-indentation":
      return describeIndentation(problem.because);
    case "arn-prefix":
      return said(
        problem.found === ""
          ? "the ARN does not start with arn:"
          : `the ARN starts with ${quoted(problem.found)}, and it has to be "arn" in lowercase`,
        `write ${problem.fixed ?? EXAMPLE}`,
      );
    case "arn-parts":
      return describeParts(problem);
    case "arn-partition":
      return said(
        problem.found === ""
          ? "the partition is empty; it comes right after arn:"
          : `${quoted(problem.found)} is no partition of AWS`,
        meant(problem, "write aws, or aws-cn in China, or aws-us-gov in GovCloud"),
      );
    case "arn-service":
      return said(
        `the service is ${quoted(problem.found)}, a secret's is "secretsmanager"`,
        meant(problem, "write the ARN of a secret of AWS Secrets Manager"),
      );
    case "arn-region":
      return describeRegion(problem);
    case "arn-account":
      return describeAccount(problem.found);
    case "arn-resource":
      return said(
        `the resource type is ${quoted(problem.found)}, a secret's is "secret"`,
        problem.fixed === undefined
          ? `after the account id comes secret: and then the name, as in ${EXAMPLE}`
          : `write ${problem.fixed}`,
      );
    case "arn-name":
      return describeName(problem);
    case "arn-template":
      if (problem.kept === true)
        return said(
          `the ${problem.part} is ${quoted(problem.found)}, which another program fills in, so this stays as it is`,
          "let that program run before this one; where its text is all right as it is, end the line with # arnsubst: literal",
        );
      return said(
        `the ${problem.part} is ${quoted(problem.found)}, text that is still to be filled in`,
        `write ${TEMPLATE_EXAMPLES[problem.part]}; what another program fills in is left alone where ` +
          "its line ends with # arnsubst: literal",
      );
    case "arn-partial":
      return said(
        "the ARN ends without the 6 characters that AWS adds to a secret's name; it can be fetched, " +
          "but an IAM policy with this text would match nothing",
        `paste the full ARN, which ends like ${quoted("-AbCdEf")}; in a policy write ${problem.id}-??????`,
      );
    case "version-conflict":
      return said(
        `both a version stage (${quoted(problem.stage)}) and a version id (${quoted(problem.id)}) are asked for`,
        problem.fixed === undefined
          ? "a version is named by one of them: leave the other field empty"
          : `write ${problem.fixed}`,
      );
    case "version-malformed":
      return problem.part === "version id"
        ? said(
            `the version id has ${counted(problem.length, "character")}, AWS gives it 32 to 64`,
            problem.fixed === undefined
              ? "after the name comes :json-key:version-stage:version-id; leave a field empty that you do not need"
              : `write ${problem.fixed}`,
          )
        : said(`the version stage has ${counted(problem.length, "character")}, AWS allows 256`);
    case "filter-unknown":
      return said(
        problem.found === "" ? "a filter is missing after |" : `there is no filter ${quoted(problem.found)}`,
        meant(problem, "the filters are urlencode, b64encode, tojson, fromjson and string"),
      );
    case "reference-unterminated":
      return said(
        `${problem.opening} is opened and never closed`,
        problem.closing === "}"
          ? "put a } after the ARN; where ${arn: is meant as text, write $${arn:"
          : problem.cut === true
            ? "quotes like those around the text have ended it here: use the other ones inside, as in \"{{ aws_secret_var('prod/db') }}\""
            : `put ${problem.closing} at its end`,
      );
    case "expression-malformed":
      return said(problem.reason, problem.write);
    case "expression-mixed":
      return said(
        `${quoted(problem.found)} stands in one expression with a secret, and only its reader can work that out`,
        hintForMixed(problem.found),
      );
    case "reference-in-key":
      return describeInKey(problem);
    case "reference-hidden":
      return said(
        `${quoted(problem.found)} is visible only after YAML has undone escapes or joined lines, ` +
          "so it cannot be replaced in place",
        "write it on one line and without escapes",
      );
    case "reference-unmarked":
      return describeUnmarked(problem);
    case "literal-selector":
      return said(
        `this ARN is kept as it stands (${problem.reason}), though its selector looks as if a value is meant`,
        `to have it replaced write ${problem.quote ?? ""}\${${problem.found}}${problem.quote ?? ""}, or end the line with # arnsubst: resolve; where the ARN is ` +
          "meant end it with # arnsubst: literal",
      );
    case "alias-conflict": {
      const [there, here] = problem.kept ? ["kept", "replaced"] : ["replaced", "kept"];
      return said(
        `the ARN behind this alias is ${there} on line ${problem.line}, and here it would be ${here}: ${problem.reason}`,
        "write the ARN out here, or end its line with # arnsubst: literal or # arnsubst: resolve to say it for both",
      );
    }
    case "directive-unknown":
      return said(
        `there is no directive ${quoted(problem.found)}`,
        meant(
          problem,
          "the directives are # arnsubst: literal, # arnsubst: resolve and # arnsubst: ignore CODE, at the end of the line",
        ),
      );
    case "directive-unused":
      return said(
        `# arnsubst: ${problem.found} has no effect here`,
        problem.found.startsWith("ignore")
          ? "it silences findings of the codes behind it, on its own line: # arnsubst: ignore arn-partial; take it out where there is none"
          : "it works at the end of the line on which a bare ARN stands; ${arn:…} is always replaced, write $${arn:…} to keep it",
      );
    case "filter-misplaced":
      return said(
        `${quoted(problem.found)} is taken for a part of the JSON key, because filters work in \${…} only`,
        `write ${problem.fixed}`,
      );
    case "version-misplaced":
      return describeMisplaced(problem);
    case "reference-equals":
      return said(
        `a key and an ARN joined by ${problem.sign}${problem.sign === ":" ? " without a space" : ""} are one text to YAML, not a key and its value`,
        `write ${problem.fixed}`,
      );
  }
}

function describeMisplaced(problem: Extract<OfflineProblem, { code: "version-misplaced" }>): Description {
  const { found, at, is, fixed } = problem;
  const [what, hint] = {
    stage: ["is the name of a version stage", `to get that version write ${fixed}`],
    key: ["looks like a JSON key", `to select that key write ${fixed}`],
    cloudformation: ["is a word of CloudFormation's own references", `write ${fixed}`],
  }[is];
  return said(`${quoted(found)} stands where the ${at} stands, and ${what}`, hint);
}

function describeUnmarked(problem: Extract<OfflineProblem, { code: "reference-unmarked" }>): Description {
  const { because, by = "", fixed } = problem;
  const kept = {
    quotes: "the quotes around this ARN are a part of the value, so it stays as it is",
    invisible: `an invisible character (${by}) beside this ARN is a part of the value, so it stays as it is`,
    prefix: `${quoted(by)} in front of this ARN makes it a part of a longer text, which stays as it is`,
    variable: `this ARN is a part of a longer text, behind ${quoted(by)}, and stays as it is`,
    text: "this ARN is a part of a longer text and stays as it is",
  }[because ?? "text"];
  return said(kept, `to have it replaced write ${fixed}; to keep it end the line with # arnsubst: literal`);
}

function describeIndentation(because: "column" | "tab" | "comment"): Description {
  const though = "YAML 1.2 forbids that, though most programs read it";
  switch (because) {
    case "column":
      return said(
        `inside brackets, braces and quotes this line stands no further right than its key; ${though}`,
        "indent it more than its key",
      );
    case "tab":
      return said(
        `inside brackets, braces and quotes this line is indented with a tab; ${though}`,
        "indent it with spaces, more than its key",
      );
    case "comment":
      return said(`this comment has no space before its #; ${though}`, "put a space before the #");
  }
}

function describeInKey(problem: Extract<OfflineProblem, { code: "reference-in-key" }>): Description {
  switch (problem.because) {
    case "colon":
      return said(
        "YAML reads this ARN as a mapping key, because it ends with an unquoted colon; keys are never replaced",
        `quote it: ${problem.fixed}`,
      );
    case "braces":
      return said(
        "YAML reads an ARN in braces as a mapping of one key, and keys are never replaced",
        `write ${problem.fixed}, with $ and quotes, or the ARN without braces`,
      );
    case "expression":
      return said(
        "YAML reads an unquoted {{ … }} as a mapping, and keys are never replaced",
        `write ${problem.fixed}, with quotes`,
      );
    case "written":
      return said(
        "this mapping key names a secret, and keys are never replaced",
        "write it as a value; where it is meant as it stands, end its line with # arnsubst: literal; a file of " +
          "values goes to --secrets-file",
      );
  }
}

const YAML_ADVICE = {
  none: undefined,
  "line-ends": "save the file with LF or CRLF line ends; in a value write \\r, in double quotes",
  "indent-with-spaces": "indent with spaces: YAML takes no tab there",
  "list-on-lines":
    "write each item on a line of its own below the key, or all of them in brackets, as in [a, b]; a text that starts with a dash needs quotes",
  "quote-selector": "a text that ends with a colon is a mapping key to YAML: put the whole ARN in quotes",
  "quote-expression": "YAML reads an unquoted {{ as the start of a mapping: put the whole text in quotes",
  "quote-index": "inside [ ] and { } the [ of a path is one of YAML's own: put the whole ARN in quotes",
  "quote-value": "a colon with a space behind it ends a key to YAML: put the whole value in quotes",
  "quote-embedded": 'inside [ ] and { } a ${arn:…} has to stand in quotes: "${arn:…}"',
} as const;

const TEMPLATE_EXAMPLES = {
  partition: 'the partition, "aws" mostly',
  service: '"secretsmanager"',
  region: 'the region, such as "us-west-2"',
  "account id": 'the 12 digits of the account id, such as "123456789012"',
  "resource type": '"secret"',
  name: 'the secret\'s name with its 6 characters, such as "prod/db-AbCdEf"',
  "secret name": 'the secret\'s name, such as "prod/db"',
  "JSON key": 'the JSON key, such as "password"',
  "version stage": 'the version stage, such as "AWSPREVIOUS"',
  "version id": "the version id",
} as const;

/** A way to a key that Mage has for other values, or a text without its quotes, is most of what is mixed with a secret. */
function hintForMixed(found: string): string {
  const [, ...keys] = /^(?:\.(\w+)|\['([^']*)'\]|\["([^"]*)"\])$/.exec(found) ?? [];
  const key = keys.find((each) => each !== undefined);
  if (key !== undefined)
    return `to select a JSON key write json_value with the path to it, as in json_value(aws_secret_var('prod/db'), '${key}')`;
  const separate = "let the secret have an expression of its own";
  const text = /^[A-Za-z0-9][\w/+=.@-]*$/.test(found) && !/^(?:not|and|or|in|is|if|else)$/.test(found);
  return text ? `where it is a text, write '${found}'; else ${separate}` : separate;
}

function describeParts(problem: Extract<OfflineProblem, { code: "arn-parts" }>): Description {
  const parts = counted(problem.found, "part");
  const shape = "arn:partition:secretsmanager:region:account-id:secret:name";
  if (problem.found > 10) {
    return said(
      `the ARN has ${parts}; a secret's has 7, and a selector adds up to 3`,
      problem.fixed === undefined
        ? `write ${shape}, and after it at most :json-key:version-stage:version-id`
        : `write ${problem.fixed}`,
    );
  }
  if (problem.found >= 7 && problem.missing === undefined) {
    return said(`the ARN has ${parts}, and "secret" is not the sixth of them`, `write ${shape}`);
  }
  const missing = `the ${problem.missing} is missing`;
  // With a selector behind it the number says nothing.
  if (problem.found >= 7) return said(`the ARN is not whole: ${missing}`, `write ${shape}, as in ${EXAMPLE}`);
  return said(
    `the ARN has ${parts}, a secret's has 7${problem.missing === undefined ? "" : `; ${missing}`}`,
    `write ${shape}, as in ${EXAMPLE}`,
  );
}

function describeRegion(problem: Extract<OfflineProblem, { code: "arn-region" }>): Description {
  switch (problem.fault) {
    case "empty":
      return said("the region is empty; a secret lives in one region", `write one, as in ${EXAMPLE}`);
    case "malformed":
      return said(
        `${quoted(problem.found)} is no region of AWS, their names look like "us-west-2"`,
        meant(problem, "write the region where the secret is"),
      );
    case "partition":
      return said(
        `the region ${quoted(problem.found)} belongs to the partition ${quoted(problem.belongsTo)}, ` +
          `the ARN says ${quoted(problem.partition)}`,
        problem.fixed === undefined ? undefined : `write ${problem.fixed}, if the region is right`,
      );
    case "unknown":
      return said(
        `${quoted(problem.found)} is not a region that we know`,
        meant(problem, "if it is a new one, all is well"),
      );
  }
}

function describeAccount(found: string): Description {
  const hint = "write the account id as the AWS console shows it, 12 digits without hyphens";
  if (found === "") return said("the account id is empty", hint);
  if (/^\d+$/.test(found)) {
    return said(
      `the account id ${quoted(found)} has ${counted(found.length, "digit")}, an AWS account id has 12`,
      found.length < 12 ? `${hint}; leading zeros count` : hint,
    );
  }
  const digits = found.replaceAll("-", "");
  return said(
    `the account id ${quoted(found)} is not a number, an AWS account id has 12 digits`,
    /^\d{12}$/.test(digits) ? `write ${digits}` : hint,
  );
}

function describeName(problem: Extract<OfflineProblem, { code: "arn-name" }>): Description {
  switch (problem.fault) {
    case "empty":
      return said("the secret's name is empty", `after secret: comes the name, as in ${EXAMPLE}`);
    case "long":
      return said(`the secret's name has ${problem.length} characters, AWS allows 512`);
    case "character":
      return said(
        `a secret's name cannot hold ${quoted(problem.character)}`,
        "letters, digits and / _ + = . @ - make a name; a JSON key comes after a colon",
      );
  }
}
