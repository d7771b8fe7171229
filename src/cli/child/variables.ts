/** `--env KEY=path.in.file`: single values of the resolved files as environment variables. */

import type { Source } from "../../core/text/source.js";
import { type ValueAt, valueAt } from "../../core/yaml/value-at.js";
import type { Misuse } from "../context/context.js";

/** `KEY=path` or `KEY=FILE:path`, as it was given. */
interface Variable {
  readonly key: string;
  readonly where: string;
}

interface VariableError {
  readonly misuse: Misuse;
}

export function readVariables(
  given: readonly string[],
  platform = process.platform,
): { readonly variables: readonly Variable[] } | VariableError {
  const variables: Variable[] = [];
  for (const text of given) {
    const [, key = "", where = ""] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(key) || where === "")
      return misuse(
        `--env ${text}: it has to be KEY=path, and KEY can have letters, digits and _ only`,
        "write it as in --env DB_PASSWORD=profiles.default.password",
      );
    if (variables.some((each) => sameKey(each.key, platform) === sameKey(key, platform)))
      return misuse(`--env ${text}: ${key} is set twice`, "give each variable only one path");
    variables.push({ key, where });
  }
  return { variables };
}

/** Windows ignores the case of variables. */
function sameKey(key: string, platform: NodeJS.Platform): string {
  return platform === "win32" ? key.toUpperCase() : key;
}

/** An environment with some values set. Names that Windows takes for the same are replaced: Node passes only the first on. */
export function withVariables(
  env: Readonly<Record<string, string | undefined>>,
  values: ReadonlyMap<string, string>,
  platform = process.platform,
): Readonly<Record<string, string | undefined>> {
  const set = new Set(Array.from(values.keys(), (key) => sameKey(key, platform)));
  const others = Object.entries(env).filter(([key]) => !set.has(sameKey(key, platform)));
  return Object.fromEntries([...others, ...values]);
}

/** The values, or the first error. Messages never contain a value. */
export function valuesOf(
  variables: readonly Variable[],
  files: readonly Source[],
): { readonly values: ReadonlyMap<string, string> } | VariableError {
  const values = new Map<string, string>();
  for (const { key, where } of variables) {
    const { file, path } = placeOf(where, files);
    const found = file === undefined ? { ok: false as const, why: "missing" as const } : valueAt(file, path);
    const given = `--env ${key}=${where}`;
    if (!found.ok) return errorFor(given, file?.name ?? "", path, found);
    if (found.text.includes("\0"))
      return misuse(
        `${given}: the value has a NUL character, which an environment variable cannot have`,
        FILE_INSTEAD,
      );
    values.set(key, found.text);
  }
  return { values };
}

/** The file that `where` names, else the first one. */
function placeOf(where: string, files: readonly Source[]): { file: Source | undefined; path: string } {
  const [named] = files
    .filter(({ name }) => where.startsWith(`${name}:`))
    .sort((a, b) => b.name.length - a.name.length);
  return named === undefined
    ? { file: files[0], path: where }
    : { file: named, path: where.slice(named.name.length + 1) };
}

function errorFor(
  given: string,
  name: string,
  path: string,
  error: Exclude<ValueAt, { ok: true }>,
): VariableError {
  switch (error.why) {
    case "missing": {
      const hint = "write the path as in --env DB_PASSWORD=profiles.default.password";
      return misuse(
        `${given}: there is no ${path} in ${name}`,
        error.near === undefined ? hint : `did you mean ${error.near}?`,
      );
    }
    case "empty":
      return misuse(`${given}: ${path} in ${name} is empty`, 'for an empty string, write ""');
    case "null":
      return misuse(
        `${given}: ${path} in ${name} is null, and an environment variable needs a string`,
        'for an empty string, write ""',
      );
    case "many-values":
      return misuse(
        `${given}: ${path} in ${name} is a mapping or a list`,
        "name a single value in it; --types string makes a StringList one text",
      );
    case "ambiguous":
      return misuse(`${given}: ${name} has more than one value at ${path}`, FILE_INSTEAD);
  }
}

const FILE_INSTEAD = "give the command the file instead: {} is its path";

function misuse(message: string, hint: string): VariableError {
  return { misuse: [message, hint] };
}
