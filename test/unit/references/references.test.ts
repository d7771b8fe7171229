/** Which places of a YAML text are references, literals, or mistakes: one row, one text. */

import { describe, expect, test } from "vitest";
import { analyse } from "../../../src/core/references/analyse.js";
import { formatPath } from "../../../src/core/text/path.js";

const A = "arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/db-AbCdEf";

/** `@` stands for a valid ARN. What is found comes back as one word a finding. */
function found(yaml: string): readonly string[] {
  const text = yaml.replaceAll("@", A);
  const { references, escapes, literals, diagnostics } = analyse([{ name: "t.yaml", text }]);
  return [
    ...references.map(({ form, scalar, span, selector }) => {
      const wanted = [selector.jsonKey ?? "", ...selector.filters].join("|");
      return `${form} ${formatPath(scalar.path)} ${text.slice(span.start, span.end).replace(A, "@")} ${wanted}`.trim();
    }),
    ...escapes.map(({ span }) => `escape ${text.slice(span.start, span.end)}`),
    ...literals.map(({ reason }) => `literal ${reason}`),
    ...diagnostics.map(
      ({ problem, part }) => `${problem.code} ${text.slice(part.start, part.end).replaceAll(A, "@")}`,
    ),
  ];
}

describe("places", () => {
  test.each<[yaml: string, ...expected: string[]]>([
    ["a: @", "bare a @"],
    ["a: '@'", "bare a @"],
    ['a: "@:key"', "bare a @:key key"],
    ['a: " @ "', "bare a @"],
    ["- @\n- x: [1, @]", "bare [0] @", "bare [1].x[1] @"],
    ["{a: @, b: {c: @}}", "bare a @", "bare b.c @"],
    ["@", "bare  @"],
    ["--- @\n---\n- @", "bare  @", "bare [0] @"],
    ["? k\n: @", "bare k @"],
    ["? [k]\n: @", "bare ? @"],
    ["a: &x @\nb: *x", "bare a @"],
    ["a: !!str @", "bare a @"],
    ["a: ! @", "bare a @"],
    ["a: |\n  @\n", "bare a @"],
    ["a: >-\n  @", "bare a @"],
    ["a: |\n  x ${@}\n  y ${@}\n", "embedded a ${@}", "embedded a ${@}"],
    ["a.b: {'c d': @}", 'bare ["a.b"]["c d"] @'],
    ["a:\t@", "bare a @"],
    ["\uFEFFa: @\r\nb: @\r\n", "bare a @", "bare b @"],
    ["%YAML 1.1\n---\na: @\n...\n", "bare a @"],
    ["a: # comment\n  @", "bare a @"],
  ])("%j", (yaml, ...expected) => {
    expect(found(yaml)).toEqual(expected);
  });
});

describe("the embedded form", () => {
  test.each<[yaml: string, ...expected: string[]]>([
    ["a: x${@}y", "embedded a ${@}"],
    ["a: ${@:k}", "embedded a ${@:k} k"],
    ["a: ${@:k|urlencode}", "embedded a ${@:k|urlencode} k|urlencode"],
    ["a: ${@ | b64encode | urlencode }", "embedded a ${@ | b64encode | urlencode } |b64encode|urlencode"],
    ["a: ${@}@", "embedded a ${@}", "literal part of a longer text"],
    ["a: ${@}${@}", "embedded a ${@}", "embedded a ${@}"],
    ["a: $${arn:x}", "escape $$"],
    ["a: $${@} ${@}", "embedded a ${@}", "escape $$", "literal escaped with $$"],
    ["a: ${HOME} $(x) {y}"],
    ["a: ${ARN:-none} ${arn:=x} ${arn:?must be set} ${arn:+--arn $arn}"],
    ["a: '${ARN:8} ${arn: -6} ${arn:0:12} $${ARN:-none}'"],
    ["a: '${ARN:-x} ${arn:?none} ${arn:=x} ${arn:+x} ${arn:0:8} ${arn: -7} ${arn:(-7)} ${ARN:}'"],
    ["a: '$${ARN:-x} $${arn:0:8}'"],
    ["a: '${arn: @}'", "arn-parts arn: @"],
    ["a: ${arn:aws:s3:::bucket}", "arn-service s3"],
    ["a: ${@", "reference-unterminated ${@"],
    ["a: ${@ and ${@}", "embedded a ${@}", "reference-unterminated ${@"],
    [
      "a: ${arn:aws:secretsmanager:${AWS::Region}:123456789012:secret:x-AbCdEf}",
      "arn-template ${AWS::Region}",
    ],
    ["a: ${@ |}", "filter-unknown |"],
    ["a: ${@ | urlencode | nope}", "filter-unknown nope"],
    ["secret_arn: ${@}", "embedded secret_arn ${@}"],
    ["a: !Sub x${@}", "embedded a ${@}"],
  ])("%j", (yaml, ...expected) => {
    expect(found(yaml)).toEqual(expected);
  });
});

describe("literals", () => {
  test.each<[yaml: string, ...expected: string[]]>([
    ["secret_arn: @", "literal key secret_arn"],
    ["SecretARN: @", "literal key SecretARN"],
    ["dbSecretArns: [@]", "literal key dbSecretArns"],
    ["secretARNs: [@]", "literal key secretARNs"],
    ["ARNs: {x: @}", "literal key ARNs"],
    ["ARNS: @", "literal key ARNS"],
    ["SECRET_ARNS: [@]", "literal key SECRET_ARNS"],
    ["DB_ARN_MAP: {x: @}", "literal key DB_ARN_MAP"],
    ["SECRETARN: @", "literal key SECRETARN"],
    ["DBARNS: @", "literal key DBARNS"],
    ["dbARNString: @", "bare dbARNString @"],
    ["LEARN: @", "bare LEARN @"],
    ["LOG_WARN: @", "bare LOG_WARN @"],
    ["YARNS: @", "bare YARNS @"],
    ["secretARNMap: {x: @}", "literal key secretARNMap"],
    ["a: @,@", "literal part of a longer text", "literal part of a longer text"],
    ["a: @ # arnsubst: literal, because", "literal comment # arnsubst: literal"],
    ["secret-arn-map: {prod: @}", "literal key secret-arn-map"],
    ["arn: @", "literal key arn"],
    ["learn: @", "bare learn @"],
    ["barn: @", "bare barn @"],
    ["arn_password: @", "bare arn_password @"],
    ["valueFrom: @", "literal key valueFrom"],
    ["ValueFrom: @", "literal key ValueFrom"],
    ["secret_id: @", "literal key secret_id"],
    ["secretId: @", "literal key secretId"],
    ["objectName: @", "literal key objectName"],
    ["Resource: [@]", "literal key Resource"],
    ["Resources: {Db: {Password: @}}", "bare Resources.Db.Password @"],
    ["Resources: {Db: {Type: AWS::RDS::DBInstance, X: @}}", "literal shape CloudFormation template"],
    ["a: {Fn::Sub: @}", "literal key Fn::Sub"],
    ["a: {Fn::Join: ['', [@]]}", "literal key Fn::Join"],
    ["a: {Fn::If: [Prod, @, x]}", "literal key Fn::If"],
    ["a: {Fn::Sub: @} # arnsubst: resolve", "bare a.Fn::Sub @"],
    ["remoteRef: {key: @}", "literal key key"],
    ["other: {key: [@]}", "literal key key"],
    ["key: {other: @}", "bare key.other @"],
    ["SourceAccessConfigurations: [{Type: X, URI: @}]", "literal shape Lambda event source"],
    ["URI: @", "bare URI @"],
    ["environmentsecrets: {X: @}", "bare environmentsecrets.X @"],
    [
      "aws:elasticbeanstalk:application:environmentsecrets: {X: @}",
      "literal shape Elastic Beanstalk option settings",
    ],
    ["secrets-manager: {X: @}", "literal shape CodeBuild buildspec"],
    ["a: !Sub @", "literal tag !Sub"],
    ["a: !!binary @", "literal tag !!binary"],
    ["a: !If [x, @]", "literal tag !If"],
    ["a: !Sub [@, {x: !!str y}]", "literal tag !Sub"],
    ["a: !Join\n- x\n- [@, {b: @}]", "literal tag !Join", "literal tag !Join"],
    ["a: !If [x, !Ref @]", "literal tag !Ref"],
    ["a: !If [@] # arnsubst: resolve", "bare a[0] @"],
    ["a: !!int @\nb: !!float @\nc: !!bool @", "bare a @", "bare b @", "bare c @"],
    ["a: !!seq [@]\nb: !!map {c: ! [@]}", "bare a[0] @", "bare b.c[0] @"],
    ["a: [!If [x], @]", "bare a[1] @"],
    ["a: @ # arnsubst: literal", "literal comment # arnsubst: literal"],
    ["secret_arn: @ # arnsubst: resolve", "bare secret_arn @"],
    ["a: !Sub @ #arnsubst:resolve", "bare a @"],
    ["a: @ # ARNSUBST : Literal", "literal comment # arnsubst: literal"],
    ["a: @ # TODO # arnsubst: literal", "literal comment # arnsubst: literal"],
    ["a: x = @ # arnsubst: literal", "literal comment # arnsubst: literal"],
    ["K=@ # arnsubst: literal", "literal comment # arnsubst: literal"],
    ["secret_arn: x = @", "literal key secret_arn"],
    ["a: !Sub x = @", "literal tag !Sub"],
    ["a: The secret\n  x = @\n  is rotated", "literal part of a longer text"],
    ["a: | # arnsubst: literal\n  @\n", "literal comment # arnsubst: literal"],
    ["a: [@, # arnsubst: literal\n  @]", "literal comment # arnsubst: literal", "bare a[1] @"],
    ["a: see @ there", "literal part of a longer text"],
    ["a: |\n  @\n  @\n", "literal part of a longer text", "literal part of a longer text"],
    ["a: X=@", "literal part of a longer text", "reference-unmarked @"],
    ["a: $${@}", "escape $$", "literal escaped with $$"],
    ["a: p://u:@", "literal part of a longer text"],
    ["a: amqp://u:@/vhost", "literal part of a longer text"],
    ["a: https://host/x:@", "literal part of a longer text"],
    ["a: https://host?arn=@", "literal name arn"],
    ["a: x {@}", "literal part of a longer text", "reference-unmarked @"],
    ["a: x ${ @ }", "literal part of a longer text", "reference-unmarked @"],
    ["a: x $@", "literal part of a longer text", "reference-unmarked @"],
    ["a: x $(@)", "literal part of a longer text", "reference-unmarked @"],
    ["a: '{{ @ }}'", "literal part of a longer text", "reference-unmarked @"],
    ["secret_arn: x {@}", "literal key secret_arn"],
    ["a: x {@} # arnsubst: literal", "literal comment # arnsubst: literal"],
    ["# @\na: 1"],
    ["a: arn:aws:s3:::bucket"],
  ])("%j", (yaml, ...expected) => {
    expect([...found(yaml)].sort()).toEqual([...expected].sort());
  });
});

describe("what cannot be a reference", () => {
  test.each<[yaml: string, ...expected: string[]]>([
    ["@: x", "reference-in-key @"],
    ['"$${@} ${@}": x', 'reference-in-key "$${@} ${@}"'],
    ['"$${@}": x'],
    ['"${@}": x', 'reference-in-key "${@}"'],
    ["- @:k::", "reference-in-key @:k:"],
    ["- @:k:", "reference-in-key @:k"],
    ["- anr:aws:secretsmanager:us-west-2:123456789012:secret:x-AbCdEf", "arn-prefix anr"],
    ["a: x $ {@}", "literal part of a longer text", "reference-unmarked @"],
    ["@:k:", "reference-in-key @:k"],
    ["? - @\n: x", "reference-in-key @"],
    ["a: {@}", "reference-in-key @"],
    ["a: b # arnsubst: litteral", "directive-unknown litteral"],
    ["# arnsubst: see the README\na: b"],
    ["a: # arnsubst: literal\n  @", "bare a @", "directive-unused literal"],
    ["a: 1 # arnsubst: resolve", "directive-unused resolve"],
    ["a: x @ # arnsubst: resolve", "literal part of a longer text", "directive-unused resolve"],
    ["a: x @ ${@} # arnsubst: resolve", "embedded a ${@}", "literal part of a longer text"],
    ["a: ${@} # arnsubst: literal", "embedded a ${@}", "directive-unused literal"],
    ["a: @ | urlencode", "filter-misplaced | urlencode"],
    ["a: @|b64encode", "filter-misplaced |b64encode"],
    ["a: @:key | urlencode", "filter-misplaced | urlencode"],
    [
      'a: "@:{{ env | urlencode }}"',
      "literal template {{ env | urlencode }}",
      "arn-template {{ env | urlencode }}",
    ],
    ["a: @:a|b", "bare a @:a|b a|b"],
    ["a: @:AWSPREVIOUS", "bare a @:AWSPREVIOUS AWSPREVIOUS", "version-misplaced AWSPREVIOUS"],
    ["a: ARN:aws:secretsmanager:us-west-2:123456789012:secret:x-AbCdEf", "arn-prefix ARN"],
    ["a: ${ARN:aws:secretsmanager:us-west-2:123456789012:secret:x-AbCdEf}", "arn-prefix ARN"],
    ["a: aws:secretsmanager:us-west-2:123456789012:secret:x-AbCdEf", "arn-prefix aws"],
    ["@: x # arnsubst: literal"],
    ["secret_arns: {@: x}"],
    ["KEY = @", "reference-equals KEY = "],
    ["KEY=@", "reference-equals KEY="],
    ["export KEY=@", "reference-equals export KEY="],
    ["A = @\nB = @", "reference-equals A = ", "reference-equals B = "],
    ["KEY:@", "reference-equals KEY:"],
    ["- KEY:@", "literal part of a longer text", "reference-unmarked @"],
    ["a: 1\nKEY = @", "reference-equals KEY = "],
    ["KEY = @\na: 1", "reference-equals KEY = "],
    ["- KEY = @", "reference-equals KEY = "],
    [
      '"arn:aws:secretsmanager:us-west-2:123456789012:secret:a\\x2Fb-AbCdEf"',
      "reference-hidden arn:aws:secretsmanager:us-west-2:123456789012:secret:a\\x2Fb-AbCdEf",
    ],
    ['"x${@ |\n  urlencode}"', "reference-hidden ${@ |"],
    ["a: @\n  more", "reference-hidden @"],
  ])("%j", (yaml, ...expected) => {
    expect(found(yaml)).toEqual(expected);
  });
});
