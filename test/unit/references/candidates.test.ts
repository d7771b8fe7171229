/** What is not read as YAML for want of a candidate would have shown nothing but its syntax. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { globSync } from "tinyglobby";
import { expect, test } from "vitest";
import { mayConcernSecrets, PATTERN } from "../../../src/core/references/candidates.js";
import { check } from "../../../src/index.js";
import { ROOT } from "../../support/run.js";

const ARN = "arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/db-AbCdEf";

test.each([
  ["a reference", `a: ${ARN}`],
  ["in capitals", `a: ${ARN.toUpperCase()}`],
  ["without its prefix", `a: ${ARN.slice(4)}`],
  ["with its service misspelled", `a: ${ARN.replace("manager", "manger")}`],
  ["CloudFormation's service misspelled at its start", "a: '{{resolve:scretsmanager:prod/db}}'"],
  ["vals's provider with one s", "a: ref+awsecrets://prod/db"],
  ["a character by its number", `a: "\\x61${ARN.slice(1)}"`],
  ["a character by its code point", `a: "${ARN.replace("s", "\\u0073")}"`],
  ["a joined line", `a: "ar\\\n  ${ARN.slice(2)}"`],
  ["a joined line of Windows", `a: "ar\\\r\n  ${ARN.slice(2)}"`],
  ["a comment that speaks to this program", "a: 1  # arnsubst : literl"],
  ["a NUL", "a: \0"],
  ["with a template for its partition", `a: ${ARN.replace("aws", "{{ .Values.partition }}")}`],
  ["that and its service misspelled", `a: ${ARN.replace("aws:secrets", "${AWS::Partition}:secret")}`],
  ["its service a part too early", `a: ${ARN.replace("aws:", "")}`],
  ["its service alone", "a: arn:aws:secretsmanager"],
  ["joined to its key", `a:${ARN}`],
  ["in an expression of YAML's braces", "a: {{resolve:secretsmanager:prod/db}}"],
  ["a parameter in such an expression", "a: {{resolve:ssm-secure:/prod/db:1}}"],
  ["a misspelled one", "a: '{{ resolve : Parameter-Store:x }}'"],
  ["a parameter for vals", "a: ref+awsssm://prod/db"],
  ["the ARN of a parameter", "a: arn:aws:ssm:us-west-2:123456789012:parameter/x"],
  ["of Mage", "a: \"{{ aws_secret_var('prod/db') }}\""],
  ["embedded, of whatever service", "a: ${arn:aws:s3:::x}"],
  ["in a template, with nothing to fill in", `{{- if .x }}\na: ${ARN}\n{{- end }}`],
  ["in a template, behind another", `{{ range .x }}\na: arn:aws:secretsmanager:{{ .r }}:1:secret:x ${ARN}`],
  ["folded behind its partition", "a: arn:aws:\n  secretsmanager:us-west-2:123456789012:secret:x"],
])("%s is seen", (_, text) => {
  expect(mayConcernSecrets(text)).toBe(true);
});

test.each([
  ["nothing", ""],
  ["the parts of an ARN in another order", "a: us-west-2:secretsmanager"],
  ["not YAML, and no secret", "a: [1\n{{- if .Values.x }}"],
  ["escapes that hide nothing", 'a: "\\n \\" \\t \\x41 \\u00e9 \\UFFFFFFFF"'],
  ["a joined line that hides nothing", 'a: "curl \\\n  x"'],
  ["the ARN of something else", "role-arn: arn:aws:iam::123456789012:role/external-secrets"],
  ["a key that ends with arn", "TopicArn:\nlearn: true\nrole-arn: {{ .Values.roleArn }}"],
  ["the ARN of a document of SSM", "a: arn:aws:ssm:us-west-2:123456789012:document/x"],
  ["actions of SSM in IAM", "Action: [ssm:SendCommand, 'ssm:*']"],
  ["actions of IAM", "Action: [secretsmanager:GetSecretValue, 'secretsmanager:*']"],
  ["another service of CloudFormation's", "a: '{{resolve:sns:/prod/db}}'\nresolve: true"],
  [
    "an ARN that a template fills in",
    "{{- range .x }}\n- key: arn:aws:secretsmanager:{{ $.region }}:{{ .a }}:secret:{{ .n }}\n{{- end }}",
  ],
  ["comments of a template", `{{/* ${ARN}\n${ARN} */}}\n# ${ARN}\na: {{ .b }}\n{{- if .c }}`],
  ["the program's name", "run: arnsubst check ."],
  ["letters that are capitals of others in Unicode", "a: ref+aw\u017Fecret ar\u0131n:"],
  ["a variable of the shell", "run: echo ${ARN:-none} ${ARN:0:12} ${ARN}"],
])("%s is passed over", (_, text) => {
  expect(mayConcernSecrets(text)).toBe(false);
});

/** Every fixture, whole and with each of its lines left out, so that many have no candidate. */
test("what is passed over has nothing but its syntax to say", () => {
  let passedOver = 0;
  for (const name of globSync("fixtures/**/*.{yaml,yml}", { cwd: ROOT }).sort()) {
    const lines = readFileSync(join(ROOT, name), "utf8").split(/(?<=\n)/);
    const without = (left: string) => lines.filter((line) => line !== left).join("");
    for (const text of [...lines, ...lines.map(without)]) {
      if (mayConcernSecrets(text)) continue;
      // A template of Helm: what it fills in itself is passed over, and read as YAML it would be noted.
      if (/^\{\{-? *(?:range|end|\/\*)/m.test(text) && text.includes("secretsmanager:{{")) continue;
      passedOver += 1;
      const { diagnostics, analysis } = check([{ name, text }]);
      const { references, invalid, literals, ignores } = analysis;
      expect([...references, ...invalid, ...literals, ...ignores], text).toEqual([]);
      expect(
        diagnostics.map(({ problem }) => problem.code).filter((code) => !code.startsWith("yaml-")),
      ).toEqual([]);
    }
  }
  expect(passedOver).toBeGreaterThan(100);
});

test("the pattern finds the same in the bytes of a text as in the text", () => {
  const words = [
    "arn:",
    "ARN:",
    "secretsmanager:",
    "ssm:",
    "resolve",
    ":",
    "ref+ssm:",
    "arnsubst",
    "\\x41",
    "\\",
  ];
  const odd = ["\0", "é", "ſ", "K", "İ", "\u00a0", "\u2028", "\ufeff", " ", "x", "😀"];
  const text = fc
    .array(fc.oneof(fc.constantFrom(...words, ...odd), fc.string()))
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, (each) => {
      expect(PATTERN.test(Buffer.from(each).toString("latin1"))).toBe(PATTERN.test(each));
    }),
    { examples: [["{{resolve\u00a0: ssm:x}}"]] },
  );
});
