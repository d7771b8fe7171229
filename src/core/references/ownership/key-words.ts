/** Tells by the words of a key, or of a name used like one, whether another program reads the ARN below it. */

/**
 * `strong`: the words mean an ARN or a secret's name, and hold for all values below the key. `generic`: some programs use
 * the word for secrets, others for anything, so it holds for the key's own value only.
 */
export type KeyKind = "strong" | "generic";

/** Words at the end of a key, in lowercase, each with a space before it; a number may follow. */
const STRONG_ENDS = new RegExp(
  [
    " (?:arns?|arn (?:map|list)|secret ?arns?|secret ?(?:ids?|names?|refs?|paths?)(?: or names?)?",
    "|secret (?:identifier|reference|key ref)s?|value from|valuefrom",
    "|secrets? ?manager (?:id|name|key|ref|path|secret)",
    // Of parameters. Neither `parameter` nor `parameters` alone: pipelines call the values so that they pass to a query or a job.
    "|ssm ?param(?:eter)?s?|(?:ssm|(?:ssm ?)?parameter(?: ?store)?(?: parameter)?|(?:ssm )?param)",
    " ?(?:ids?|names?|refs?|paths?)(?: or names?)?",
    "|(?:ssm|parameter ?store)(?: param(?:eter)?)? ?(?:keys?|parameters?))(?: ?[0-9]+)?$",
  ].join(""),
);
/** `SECRET_ARN_PROD`. */
const STRONG_WORDS = / secret arns? /;
const GENERIC_ENDS = / (?:secrets|secrets? ?manager|ssm|parameter ?store)$/;

/** Whole keys, compared without spaces. */
const GENERIC = new Set([
  ...["resource", "resources", "notresource", "notresources"],
  ...["key", "extract", "objectname", "credentialsparameter", "registrycredential", "remotekey"],
]);

/** Words in capitals that happen to end in `ARN`. */
const OTHER_WORDS = /^(?:(?:UN|RE)?LEARN|EARN|YARN|(?:FORE)?WARN|BARN|DARN)S?$/;

/** A quick test, which every strong or generic key passes and most other keys do not. */
const MAY_HAVE_KIND = /arn|secret|from|resource|key|extract|object|credential|ssm|param/i;

/** Strong: `secret_arn`, `SecretARN`, `dbSecretArns`, `secretsManagerSecretId`, `ssm_parameter`, `ParameterName`. Undefined: `learn`, `LEARN`. */
export function kindOfKey(key: string): KeyKind | undefined {
  if (!MAY_HAVE_KIND.test(key)) return undefined;
  const words = ` ${wordsOf(key)}`;
  if (STRONG_ENDS.test(words) || STRONG_WORDS.test(words)) return "strong";
  return GENERIC_ENDS.test(words) || GENERIC.has(words.replaceAll(" ", "")) ? "generic" : undefined;
}

/** The words of a key in camel case, snake case or any other, in lowercase with one space between them. */
export function wordsOf(key: string): string {
  return key
    .replaceAll(/([A-Z]*)ARN([Ss]?)(?![a-z])/g, (run, before: string, plural: string) =>
      OTHER_WORDS.test(run) ? run : `${before}Arn${plural.toLowerCase()}`,
    )
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replaceAll(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, " ")
    .trim();
}

/** Secrets of an application's own: `client_secret` is a value, `rds_secret` the name of one. */
const OWN_SECRET =
  /(?:^| )(?:client|app|application|api|consumer|shared|signing|jwt|webhook|session|cookie|token|hmac|auth|oauth2?|access|master|encryption) secret$/;

/** Whether a key may hold a secret's name or its value: `rds_secret`, `dbSecret`, `db_parameter`. */
export function mayNameSecret(key: string): boolean {
  const words = wordsOf(key);
  return / (?:secret|param(?:eter)?)$/.test(words) && !OWN_SECRET.test(words);
}
