/** What a key, or a name that stands for one, says of an ARN below it: whether another program takes the ARN itself. */

/**
 * `strong`: it speaks of an ARN or of a secret by its name, and so does all that is below it. `generic`: a word that some
 * programs have for secrets and others for anything, so it speaks for its own value only.
 */
export type KeyKind = "strong" | "generic";

/** Words at the end of a key, in lowercase, each with a space before it; a number may stand behind them. */
const STRONG_ENDS = new RegExp(
  [
    " (?:arns?|arn (?:map|list)|secret ?arns?|secret ?(?:ids?|names?|refs?|paths?)(?: or names?)?",
    "|secret (?:identifier|reference|key ref)s?|value from|valuefrom",
    "|secrets? ?manager (?:id|name|key|ref|path|secret))(?: ?[0-9]+)?$",
  ].join(""),
);
/** `SECRET_ARN_PROD`. */
const STRONG_WORDS = / secret arns? /;
const GENERIC_ENDS = / (?:secrets|secrets? ?manager)$/;

/** Keys in one word. */
const GENERIC = new Set([
  ...["resource", "resources", "notresource", "notresources"],
  ...["key", "extract", "objectname", "credentialsparameter", "registrycredential", "remotekey"],
]);

/** Words in capitals that only end like `ARN`. */
const OTHER_WORDS = /^(?:(?:UN|RE)?LEARN|EARN|YARN|(?:FORE)?WARN|BARN|DARN)S?$/;

/** Of each of these words some stands in every key that says something; most keys have none. */
const SPEAKS = /arn|secret|from|resource|key|extract|object|credential/i;

/** `secret_arn`, `SecretARN`, `dbSecretArns`, `secretsManagerSecretId`; not `learn`, in capitals neither. */
export function kindOfKey(key: string): KeyKind | undefined {
  if (!SPEAKS.test(key)) return undefined;
  const words = ` ${wordsOf(key)}`;
  if (STRONG_ENDS.test(words) || STRONG_WORDS.test(words)) return "strong";
  return GENERIC_ENDS.test(words) || GENERIC.has(words.replaceAll(" ", "")) ? "generic" : undefined;
}

/** A key's words in lowercase, one space between them, however it joins them. */
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

/** What makes a secret of an application's own: `client_secret` is a value, `rds_secret` the name of one. */
const OWN_SECRET =
  /(?:^| )(?:client|app|application|api|consumer|shared|signing|jwt|webhook|session|cookie|token|hmac|auth|oauth2?|access|master|encryption) secret$/;

/** Whether a key only sounds as if it named a secret: `rds_secret`, `dbSecret`. */
export function soundsLikeSecret(key: string): boolean {
  const words = wordsOf(key);
  return / secret$/.test(words) && !OWN_SECRET.test(words);
}
