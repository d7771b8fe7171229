/** References as users write them, the secrets file that has their values, and the same in the words of vals. */

const REGION = "us-west-2";
const JSON_KEYS = ["password", "username", "host", "token"] as const;

/** So many references, each as a line of its own, to so many secrets in turn: bare, in quotes of either kind, in a URL. */
export function referenceLines(count: number, secrets: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => {
    const key = JSON_KEYS[Math.floor(at / secrets) % JSON_KEYS.length];
    return lineOf(`${arnOf(at % secrets)}:${key}`, at);
  });
}

function lineOf(reference: string, at: number): string {
  switch (at % 4) {
    case 0:
      return `password: ${reference}\n`;
    case 1:
      return `API_TOKEN: "${reference}"\n`;
    case 2:
      return `login: '${reference}'  # rotated monthly\n`;
    default:
      return `DATABASE_URL: "postgres://app:\${${reference} | urlencode}@db.prod.internal:5432/orders"\n`;
  }
}

/** By ARN, each with all keys that a reference may want. */
export function secretsFile(secrets: number): string {
  return Array.from({ length: secrets }, (_, at) => `${arnOf(at)}: ${secretJson(at)}\n`).join("");
}

/** Values that want quotes, and change nothing where they stand encoded in a URL. */
export function secretJson(at: number): string {
  return JSON.stringify(Object.fromEntries(JSON_KEYS.map((key) => [key, `p@ss: #${at} ${key}`])));
}

export function arnOf(at: number): string {
  return `arn:aws:secretsmanager:${REGION}:123456789012:secret:prod/app${at}/db-Ab${String(at).padStart(4, "0")}`;
}

/** vals reads no bare ARN. It has no filters either, so that the references in URLs stay without theirs. */
export function inWordsOfVals(text: string): string {
  return text
    .replaceAll(/\$\{(arn:[^ }]+) \| urlencode\}/g, "$1+")
    .replaceAll(
      /(arn:aws:secretsmanager:[\w:-]+:secret:[\w/-]+):(\w+)/g,
      `ref+awssecrets://$1?region=${REGION}#/$2`,
    );
}
