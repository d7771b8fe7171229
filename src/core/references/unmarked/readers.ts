/**
 * What other programs write in front of an ARN to have it read: `awssm:arn:…`. A new one is a row here. What stands below
 * Spring's key is for Spring, whatever the prefix.
 */

import type { Path } from "../../text/path.js";

interface Reader {
  /** Matches the end of the text before the ARN. */
  readonly before: RegExp;
  /** Left out where many have it. */
  readonly name?: string;
}

const READERS: readonly Reader[] = [
  { before: /(?<![\w+-])awssm:(?:\/\/)?$/i, name: "murmur" },
  { before: /(?<![\w+-])aws-secretsmanager:(?:[^\s"'`]*;)?$/i, name: "Spring" },
  { before: /(?<![\w+-])bref-secretsmanager:$/, name: "Bref" },
  { before: /\$\{secretsmanager(?:\([^()]*\))?:$/, name: "the OpenTelemetry collector" },
  { before: /\$\{secrets?-?manager:$/i, name: "Kafka Connect" },
  { before: /--config[= ]secretsmanager:$/, name: "the OpenTelemetry collector" },
  { before: /<path:\s*$/, name: "argocd-vault-plugin" },
  { before: /(?<![\w+-])(?:secrets(?:\+[\w-]+)*:\/\/|vals!)[^\s"'`,]*$/, name: "helm-secrets" },
  { before: /(?<![\w+-])aws[-_+]?s(?:ecrets?[-_]?)?m(?:anager)?:\/{0,3}$/i },
];

const PREFIX = /^[^:!]*(?::\/\/|[:!])/;
const OF_SPRING = /(?:^|\.)(?<key>spring\.config\.import)$/;

/** Why an ARN behind this text is kept, where a reader of that notation is known. */
export function readBy(before: string, path: Path): string | undefined {
  const reader = READERS.find((each) => each.before.test(before));
  if (reader !== undefined) {
    const prefix = PREFIX.exec(reader.before.exec(before)?.[0] ?? "")?.[0] ?? "";
    return reader.name === undefined ? `prefix ${prefix}` : `prefix ${prefix} of ${reader.name}`;
  }
  const keys = path.filter((segment) => typeof segment === "string").join(".");
  const key = OF_SPRING.exec(keys)?.groups?.["key"];
  return key === undefined || before === "" ? undefined : `key ${key}`;
}
