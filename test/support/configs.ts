/** Config files, right and wrong, for the reader of `.arnsubst.yaml` and for the schema that editors have of it. */

export const ROLE = "arn:aws:iam::333333333333:role/secrets-reader";

/** The keys of one account, each on a line of its own from line 3 on. */
export function account(...keys: readonly string[]): string {
  return ['accounts:\n  "210987654321":', ...keys.map((key) => `    ${key}`), ""].join("\n");
}

/** With what they say of accounts. */
export const RIGHT: readonly [text: string, accounts: object][] = [
  ["", {}],
  ["# nothing yet\n", {}],
  ["---\n", {}],
  ["~\n", {}],
  ["accounts: {}\n", {}],
  [account("profile: analytics"), { "210987654321": { profile: "analytics" } }],
  [account("profile: team/a b"), { "210987654321": { profile: "team/a b" } }],
  [account("profile: !!str 007"), { "210987654321": { profile: "007" } }],
  [account(`role: ${ROLE}`), { "210987654321": { role: ROLE } }],
  [account(`role: "${ROLE}" # why`), { "210987654321": { role: ROLE } }],
  [account(`role: ${ROLE}`, "external-id: 0123"), { "210987654321": { role: ROLE, externalId: "0123" } }],
  [
    account("role: arn:aws-cn:iam::333333333333:role/a/b+c/d=e,f.g@h-i"),
    { "210987654321": { role: "arn:aws-cn:iam::333333333333:role/a/b+c/d=e,f.g@h-i" } },
  ],
  ["\uFEFFaccounts:\r\n  001234567890: {profile: x}\r\n", { "001234567890": { profile: "x" } }],
  [
    '{"accounts": {"000000000001": {"profile": "a"}, 333333333333: {"profile": "b"}}}',
    { "000000000001": { profile: "a" }, "333333333333": { profile: "b" } },
  ],
];

/** With the fault, or its beginning. */
export const WRONG: readonly [text: string, fault: string][] = [
  ["accounts: [", "1:11 this is not YAML: this [ is never closed"],
  ["accounts:\n\tx: y", "2:1 this is not YAML: there is a tab in the indentation"],
  ["accounts: \0", "1:11 this is not YAML: it holds a NUL character"],
  [`a: ${"[".repeat(300)}`, "1:259 this is not YAML: it is nested more than 256 levels deep"],
  ["accounts: {}\n---\naccounts: {}\n", "2:1 a second document starts here = remove the ---"],
  ["- accounts\n", "1:1 the config file is a list, and has to be a mapping = write it as in accounts: {"],
  ["accounts", "1:1 the config file is a string, and has to be a mapping"],
  ["!include x", '1:10 the tag "!include" has no meaning here = remove the tag'],
  ["accounts: {}\nacounts: {}", '2:1 "acounts" is not a key of the config file = did you mean "accounts"?'],
  ["profiles: []", '1:1 "profiles" is not a key of the config file = its keys are accounts, allow-accounts,'],
  ["allow-accounts: 123456789012", "1:17 allow-accounts is a string, and has to be a list of account ids"],
  ["allow-accounts: []", "1:17 allow-accounts is an empty list, which allows nothing = write it as in"],
  ["allow-accounts: [12]", '1:18 the account id "12" has 2 digits, an AWS account id has 12'],
  ["allow-regions: [us-west-2, us_west_2]", '1:28 "us_west_2" is not an AWS region'],
  ["allow-regions: [us-west-2a]", '"us-west-2a" is not an AWS region; a region looks like "us-west-2" = did'],
  ["require-suffix: yes", '1:17 require-suffix is "yes", and has to be true or false = write require-suffix'],
  ["literal-keys: ['']", "1:16 the name of a key is empty = write the key as it is in the YAML"],
  ["literal-keys: ['**.*']", '1:16 "**.*" matches every key = write the key as it is in the YAML'],
  ["reference-keys: ['a..*']", '1:18 "a..*" has an empty key = write the key'],
  ["bare-arns: kept", '1:12 bare-arns is "kept", and has to be keep or replace = did you mean "keep"?'],
  ["bare-arns: [keep]", "1:12 bare-arns is a list, and has to be keep or replace = write bare-arns: keep or"],
  [
    "literal-keys: [a, b]\nreference-keys: [c, b]",
    '2:21 "b" is in literal-keys and in reference-keys = keep one',
  ],
  ["exclude: generated", "1:10 exclude is a string, and has to be a list of path patterns"],
  ["jinja: escape", "1:8 jinja is a string, and has to be a mapping from pattern to refuse, escape or allow"],
  [
    "jinja: {a: escap}",
    '1:12 the mode is "escap", and has to be refuse or escape or allow = did you mean "escape"?',
  ],
  ["jinja: {'!a': escape}", '1:9 the pattern "!a" starts with !, which arnsubst does not support'],
  [
    "exclude: ['!a']",
    '1:11 the pattern "!a" starts with !, which arnsubst does not support = write it as in generated/**',
  ],
  ["exclude: [../a]", '1:11 the pattern "../a" has to start with a name in the config file\'s directory'],
  ["exclude: ['C:/a']", '1:11 the pattern "C:/a" has to start with a name in the config file\'s directory'],
  [
    "exclude: [charts\\old]",
    '1:17 the pattern "charts\\\\old" has a \\ that escapes nothing = separate directories with /',
  ],
  ["exclude: ['p/(a+)+$']", '1:14 the pattern "p/(a+)+$" has (, which has no meaning here'],
  ["exclude:\n- a\n- 'b*c*d*e*f*g*'", '3:15 the pattern "b*c*d*e*f*g*" has more than 5 *'],
  ["exclude: ['x{1..1000}']", '1:11 the braces of "x{1..1000}" stand for more than 100 patterns'],
  ["severities: [arn-partial]", "1:13 severities is a list, and has to be a mapping from code to severity"],
  [
    "severities: {arn-partail: off}",
    '1:14 "arn-partail" is not a code of check = did you mean "arn-partial"?',
  ],
  [
    "severities: {secret-denied: off}",
    '1:14 "secret-denied" is not a code of check = severities apply to check',
  ],
  ["severities: {arn-partial: warn}", '1:27 "warn" is not a severity = did you mean "warning"?'],
  ["severities: {arn-partial: eror}", '1:27 "eror" is not a severity = did you mean "error"?'],
  ["map-accounts: [x]", "1:15 map-accounts is a list, and has to be a mapping from account id to account id"],
  ["map-accounts: {dev: '000000000001'}", '1:16 the account id "dev" is not a number'],
  ["map-accounts: {'000000000001': prod}", 'the account id "prod" is not a number'],
  ["map-regions: {us-west-2: }", "1:15 the region is empty, and has to be a string"],
  ["map-regions: {us_west_2: us-east-1}", '1:15 "us_west_2" is not an AWS region'],
  ["__proto__: {}", '1:1 "__proto__" is not a key of the config file'],
  ["? [accounts]\n: {}", "1:3 a key of the config file is a list, and has to be a string"],
  ["accounts: {}\n\n'accounts': {}", '3:1 "accounts" is here twice, first on line 1 = keep one of them'],
  ["accounts:\n", "1:1 accounts is empty, and has to be a mapping from account id to profile or role"],
  ["accounts: x", "1:11 accounts is a string, and has to be a mapping from account id to profile or role"],
  ["accounts: [x]", "1:11 accounts is a list, and has to be a mapping"],
  [
    "accounts: *x",
    "1:11 accounts is an alias, and has to be a mapping from account id to profile or role = write the value itself",
  ],
  ["accounts:\n  12345: {profile: x}", '2:3 the account id "12345" has 5 digits, an AWS account id has 12'],
  ["accounts: {dev: {profile: x}}", '1:12 the account id "dev" is not a number'],
  [
    "accounts:\n  1234-5678-9012: {profile: x}",
    '2:3 the account id "1234-5678-9012" is not a number of 12 digits = write 123456789012',
  ],
  [
    "accounts:\n  '333333333333': {profile: x}\n  333333333333: {profile: y}",
    '3:3 "333333333333" is here twice, first on line 2',
  ],
  [
    account(),
    '2:3 account "210987654321" is empty, and has to be a mapping = write profile: NAME or role: arn:',
  ],
  [
    account("analytics"),
    '3:5 account "210987654321" is a string, and has to be a mapping = write profile: NAME',
  ],
  [
    account("{}"),
    '2:3 account "210987654321" has neither profile nor role = write profile: NAME or role: arn:',
  ],
  [account("profile: x", `role: ${ROLE}`), '4:5 account "210987654321" has both profile and role = keep one'],
  [account("profil: x"), '3:5 "profil" is not a key of an account = did you mean "profile"?'],
  [
    account("profile: x", "region: y"),
    '4:5 "region" is not a key of an account = its keys are profile, role, external-id',
  ],
  [account("profile: x", "profile: y"), '4:5 "profile" is here twice, first on line 3'],
  [account("profile:"), "3:5 profile is empty, and has to be the name of a profile = write a name that aws"],
  [account("profile: null"), "3:14 profile is empty, and has to be the name of a profile"],
  [account("profile: ''"), "3:14 profile is empty = write a name that aws configure list-profiles lists"],
  [account('profile: " "'), "3:14 profile is empty"],
  [account("profile: |", "  x"), '3:14 no profile has the name "x\\n" = write it on one line'],
  [account("profile: [x]"), "3:14 profile is a list, and has to be the name of a profile"],
  [account("profile: {x: y}"), "3:14 profile is a mapping, and has to be the name of a profile"],
  [
    account("profile: *x"),
    "3:14 profile is an alias, and has to be the name of a profile = write the value itself",
  ],
  [account("profile: !env X"), '3:19 the tag "!env" has no meaning here = remove the tag; profile has to be'],
  [account("profile: !!int 12"), '3:20 the tag "!!int" has no meaning here'],
  [account("external-id: abc"), "3:5 external-id needs a role, and there is none = also write role: arn:"],
  [
    account("profile: x", "external-id: abc"),
    "4:5 external-id needs a role, and there is none = leave it out",
  ],
  [account(`role: ${ROLE}`, "external-id: a"), "4:18 external-id has 1 character, AWS allows 2 to 1224"],
  [account(`role: ${ROLE}`, `external-id: ${"a".repeat(1_225)}`), "4:18 external-id has 1225 characters"],
  [account(`role: ${ROLE}`, "external-id: ab cd"), '4:20 external-id cannot hold " " = AWS allows'],
  [
    account(`role: ${ROLE}`, "external_id: ab"),
    '4:5 "external_id" is not a key of an account = did you mean "external-id"?',
  ],
];

/** Each with the fault, from its column in line 3 on. */
export const WRONG_ROLES: readonly [role: string, fault: string][] = [
  [
    "secrets-reader",
    '11 "secrets-reader" is not the ARN of an IAM role = write the whole ARN, as in arn:aws:iam::',
  ],
  ['""', '11 "" is not the ARN of an IAM role'],
  ["arn:aws:iam::333333333333", '11 "arn:aws:iam::333333333333" is not the ARN of an IAM role'],
  [ROLE.replace("arn:", "arm:"), "11 "],
  [ROLE.replace(":aws:", ":awss:"), '15 "awss" is not an AWS partition = did you mean "aws"?'],
  [
    ROLE.replace(":aws:", "::"),
    '15 the role\'s partition is empty; it comes right after arn: = did you mean "aws"?',
  ],
  [ROLE.replace(":aws:", ":azure:"), '15 "azure" is not an AWS partition = write aws, or aws-cn'],
  [ROLE.replace("iam", "s3"), '19 the service is "s3", a role\'s is "iam" = write the ARN of a role'],
  [ROLE.replace("iam", "IAM"), '19 the service is "IAM", a role\'s is "iam" = did you mean "iam"?'],
  [
    "arn:aws:sts::333333333333:assumed-role/reader/me",
    "19 this is the ARN of a role's session, not of the role = write arn:aws:iam::333333333333:role/reader",
  ],
  [ROLE.replace("::", ":eu-west-1:"), '23 the region is "eu-west-1", and a role has none = leave it empty'],
  [ROLE.replace("333333333333", "3333"), '24 the role\'s account id is "3333", and has to be 12 digits'],
  [ROLE.replace("333333333333", ""), '24 the role\'s account id is "", and has to be 12 digits'],
  [ROLE.replace("role/", "user/"), '37 the resource is "user/secrets-reader", a role\'s starts with "role/"'],
  [ROLE.replace("role/", "role:"), '37 the resource is "role:secrets-reader", a role\'s starts with "role/"'],
  [ROLE.replace("secrets-reader", ""), "37 the role's name is empty"],
  [ROLE.replace("secrets-reader", "team/"), "37 the role's name is empty"],
  [ROLE.replace("secrets-reader", "a/*"), '44 a role\'s name cannot hold "*"'],
  [ROLE.replace("secrets-reader", "a:b"), '43 a role\'s name cannot hold ":"'],
  [ROLE.replace("secrets-reader", "é/b"), '42 a role\'s name cannot hold "é"'],
  [ROLE.replace("secrets-reader", `a/${"b".repeat(65)}`), "44 the role's name or path is too long"],
  [`'${ROLE}*'`, '57 a role\'s name cannot hold "*"'],
  [`"${ROLE}\\x2A"`, '11 a role\'s name cannot hold "*"'],
];

/** Each key but `accounts`. */
export const ALL_RULES = [
  "allow-accounts: [123456789012, '000000000001']",
  "allow-regions: [us-west-2, eu-future-7]",
  "require-suffix: false",
  "literal-keys: [conn]",
  "reference-keys: [secret_arn]",
  "bare-arns: keep",
  "severities: { arn-partial: off }",
  "exclude: [generated/**]",
  "jinja: { 'io_config*.yaml': escape, '**': allow }",
  "map-accounts: { 123456789012: '000000000001' }",
  "map-regions: { us-west-2: eu-future-7 }",
].join("\n");
