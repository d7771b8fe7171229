/**
 * Notations by which other programs read an ARN in a text: `awssm:arn:…`. A new one is a row here. Below Spring's key
 * every prefix is Spring's.
 */

import { keysIn, type Path } from "../../text/path.js";

interface Reader {
  /** Matches the end of the text before the ARN. */
  readonly before: RegExp;
  /** The program; left out if several share the notation. */
  readonly name?: string;
}

const READERS: readonly Reader[] = [
  { before: /(?<![\w+-])awssm:(?:\/\/)?$/i, name: "murmur" },
  { before: /(?<![\w+-])aws-secretsmanager:(?:[^\s"'`]*;)?$/i, name: "Spring" },
  { before: /(?<![\w+-])bref-secretsmanager:$/, name: "Bref" },
  { before: /(?<![\w+-])bref-ssm:$/, name: "Bref" },
  { before: /(?<![\w+-])aws-parameterstore:(?:[^\s"'`]*;)?$/i, name: "Spring" },
  // Of ssm-env and others.
  { before: /(?<![\w+-])ssm:\/\/$/ },
  // Of Serverless, with a region in parentheses, and of config providers for Kafka Connect.
  { before: /\$\{ssm(?:\([^()]*\))?:$/ },
  { before: /\$\{secretsmanager(?:\([^()]*\))?:$/, name: "the OpenTelemetry collector" },
  { before: /\$\{secrets?-?manager:$/i, name: "Kafka Connect" },
  { before: /--config[= ]secretsmanager:$/, name: "the OpenTelemetry collector" },
  { before: /<path:\s*$/, name: "argocd-vault-plugin" },
  { before: /(?<![\w+-])(?:secrets(?:\+[\w-]+)*:\/\/|vals!)[^\s"'`,]*$/, name: "helm-secrets" },
  { before: /(?<![\w+-])aws[-_+]?(?:s(?:ecrets?[-_]?)?m(?:anager)?|ssm|parameter[-_]?store):\/{0,3}$/i },
];

const PREFIX = /^[^:!]*(?::\/\/|[:!])/;
const SPRING_KEY = /(?:^|\.)(?<key>spring\.config\.import)$/;

/** Why an ARN after this text is kept; undefined if no known program reads it. */
export function readBy(before: string, path: Path): string | undefined {
  const reader = READERS.find((each) => each.before.test(before));
  if (reader !== undefined) {
    const prefix = PREFIX.exec(reader.before.exec(before)?.[0] ?? "")?.[0] ?? "";
    return reader.name === undefined ? `prefix ${prefix}` : `prefix ${prefix} of ${reader.name}`;
  }
  const key = SPRING_KEY.exec(keysIn(path).join("."))?.groups?.["key"];
  return key === undefined || before === "" ? undefined : `key ${key}`;
}
