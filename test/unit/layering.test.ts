/** The house as the design draws it, held against the import lines of `src/`. */

import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { globSync } from "tinyglobby";
import { describe, expect, test } from "vitest";
import { ROOT } from "../support/run.js";

interface Import {
  readonly from: string;
  /** A path from `src/`, or a package's name. */
  readonly to: string;
}

const files = globSync("src/**/*.ts", { cwd: ROOT }).map((path) => path.slice("src/".length));

function textOf(file: string): string {
  return readFileSync(join(ROOT, "src", file), "utf8");
}

const imports: readonly Import[] = files.flatMap((from) =>
  Array.from(textOf(from).matchAll(/(?:\bfrom\s+|\bimport\s*\(?\s*)"([^"]+)"/g), ([, specifier = ""]) => ({
    from,
    to: specifier.startsWith(".")
      ? normalize(join(dirname(from), specifier)).replace(/\.js$/, ".ts")
      : specifier,
  })),
);

/** The directory, or `index` for the public face. */
function roomOf(path: string): string {
  return path.split("/")[0]?.replace(/\.ts$/, "") ?? "";
}

/** `@scope/name` of `@scope/name/sub`; a path of ours stays as it is. */
function packageOf(to: string): string {
  return to.startsWith("@") ? to.split("/").slice(0, 2).join("/") : to;
}

function importersOf(matches: (to: string) => boolean): readonly string[] {
  return [...new Set(imports.filter(({ to }) => matches(to)).map(({ from }) => from))].sort();
}

test("there is something to look at", () => {
  expect(files.length).toBeGreaterThan(30);
  expect(imports.length).toBeGreaterThan(100);
});

describe("imports run bin → cli → {report, io, providers} → core", () => {
  const allowed: Readonly<Record<string, readonly string[]>> = {
    core: ["core"],
    providers: ["providers", "core"],
    io: ["io", "core"],
    report: ["report", "providers", "core"],
    index: ["core", "providers"],
    cli: ["cli", "index", "report", "io", "providers", "core"],
  };
  test.each(Object.keys(allowed))("%s", (room) => {
    const local = imports.filter(({ from, to }) => roomOf(from) === room && to.endsWith(".ts"));
    expect(local.length).toBeGreaterThan(0);
    expect(local.filter(({ to }) => !allowed[room]?.includes(roomOf(to)))).toEqual([]);
  });

  test("every file stands in one of these rooms", () => {
    expect(files.filter((file) => !(roomOf(file) in allowed))).toEqual([]);
  });
});

describe("a package has one place where it comes in", () => {
  test.each<[name: string, importers: readonly string[]]>([
    [
      "yaml",
      [
        "core/yaml/collections.ts",
        "core/yaml/compose.ts",
        "core/yaml/entries.ts",
        "core/yaml/lexer.ts",
        "core/yaml/relevant.ts",
        "core/yaml/scalars.ts",
        "core/yaml/tokens.ts",
        "core/yaml/tree.ts",
      ],
    ],
    ["@aws-sdk/util-arn-parser", ["core/arn.ts"]],
    ["@aws-sdk/client-secrets-manager", ["providers/aws/api.ts"]],
    ["@aws-sdk/credential-providers", ["providers/aws/credentials.ts"]],
    [
      "@smithy/core",
      ["credentials", "network", "profiles", "region", "retry"].map((file) => `providers/aws/${file}.ts`),
    ],
    ["@smithy/node-http-handler", ["providers/aws/network.ts"]],
    ["https-proxy-agent", ["providers/aws/proxy-agent.ts"]],
    ["p-limit", ["providers/aws.ts"]],
    ["p-throttle", ["providers/aws/pace.ts"]],
    ["yocto-spinner", ["cli/waiting.ts"]],
    ["lossless-json", ["core/json/text.ts"]],
    ["fastest-levenshtein", ["core/nearest.ts"]],
    ["chalk", ["report/pretty.ts"]],
    [
      "commander",
      [
        "cli/commands.ts",
        "cli/completion.ts",
        "cli/completion/words.ts",
        "cli/declare.ts",
        "cli/help.ts",
        "cli/program.ts",
        "cli/values.ts",
      ],
    ],
  ])("%s", (name, importers) => {
    expect(importersOf((to) => packageOf(to) === name)).toEqual(importers);
  });

  test("and no other package comes in", () => {
    const dependencies = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).dependencies as object;
    const packages = imports
      .map(({ to }) => packageOf(to))
      .filter((to) => !to.endsWith(".ts") && !to.startsWith("node:") && to !== "../package.json");
    expect([...new Set(packages)].sort()).toEqual(Object.keys(dependencies).sort());
  });
});

describe("the core is pure", () => {
  const core = files.filter((file) => roomOf(file) === "core");

  test("no module of Node", () => {
    expect(importersOf((to) => to.startsWith("node:")).filter((file) => core.includes(file))).toEqual([]);
  });

  test("no process, clock, chance, console or network", () => {
    const impure =
      /\b(?:process\.|console\.|Buffer\b|Date\b|performance\b|Math\.random|fetch\(|setTimeout|globalThis)/;
    expect(core.filter((file) => impure.test(textOf(file)))).toEqual([]);
  });
});

test("a secret is unwrapped in two places only", () => {
  const unwraps = files.filter((file) => /\breveal\b/.test(textOf(file)) && file !== "core/concealed.ts");
  expect(unwraps.sort()).toEqual(["core/encode.ts", "core/select.ts"]);
});

test("the exit statuses are known to the command line only", () => {
  expect(files.filter((file) => roomOf(file) !== "cli" && /exit-status|exitCode/.test(textOf(file)))).toEqual(
    [],
  );
  expect(files.filter((file) => /process\.exit\(/.test(textOf(file)))).toEqual(["cli/process-world.ts"]);
});
