/** The rooms of `src/` and their order, held against the imports of every file and against the architecture page. */

import { readFileSync } from "node:fs";
import { basename, dirname, join, normalize } from "node:path";
import { parseSync } from "oxc-parser";
import { globSync } from "tinyglobby";
import { describe, expect, test } from "vitest";
import { COMMAND_NAMES } from "../../src/cli/command-names.js";
import { CHECK_FORMATS } from "../../src/report/check-formats/index.js";
import { LIST_FORMATS } from "../../src/report/list-formats/index.js";
import { ROOT } from "../support/run.js";

/** Each room of a directory may import from those before it. This list is the only place that says so. */
const ORDER: Readonly<Record<string, readonly string[]>> = {
  core: [
    ...[
      "text",
      "json",
      "secrets",
      "diagnostics",
      "yaml",
      "arn",
      "services",
      "templates",
      "forms",
      "references",
    ],
    ...["plan", "policy", "rules", "values", "explain", "edits", "checks"],
  ],
  cli: ["context", "inputs", "outputs", "child", "refresh", "commands"],
  "providers/aws": [
    "errors",
    "network",
    "credentials",
    "requests",
    "session",
    "secrets-manager",
    "parameter-store",
  ],
};
/** The same for the parts of `src/`; `index` is the library's face, `library` what only it needs. */
const PARTS = ["core", "providers", "io", "report", "library", "index", "cli"];
const APART: readonly (readonly [from: string, to: string])[] = [
  ["io", "providers"],
  ["report", "io"],
  ["library", "io"],
  ["library", "report"],
  ["index", "io"],
  ["index", "report"],
];
/** Files that stand in no room. */
const MOST_AT_ROOT: Readonly<Record<string, number>> = { core: 6, cli: 8 };

interface Import {
  readonly from: string;
  /** A path from `src/`, or a package's name. */
  readonly to: string;
}

const page = readFileSync(join(ROOT, "docs/architecture.md"), "utf8");

const files = globSync("src/**/*.ts", { cwd: ROOT })
  .map((path) => path.slice("src/".length))
  .sort();

function textOf(file: string): string {
  return readFileSync(join(ROOT, "src", file), "utf8");
}

/** Every import of a file, of types too, and of what is loaded later or passed on. */
function importsOf(from: string): readonly Import[] {
  const text = textOf(from);
  const { staticImports, staticExports, dynamicImports } = parseSync(from, text).module;
  const specifiers = [
    ...staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => (moduleRequest === null ? [] : [moduleRequest.value])),
    ),
    ...dynamicImports.map(({ moduleRequest: { start, end } }) => text.slice(start + 1, end - 1)),
  ];
  const pathOf = (specifier: string) => normalize(join(dirname(from), specifier)).replace(/\.js$/, ".ts");
  return specifiers.map((to) => ({ from, to: to.startsWith(".") ? pathOf(to) : to }));
}

const imports = files.flatMap(importsOf);

/** `@scope/name` of `@scope/name/sub`; a path of ours stays as it is. */
function packageOf(to: string): string {
  return to.startsWith("@") ? to.split("/").slice(0, 2).join("/") : to;
}

function importersOf(matches: (to: string) => boolean): readonly string[] {
  return [...new Set(imports.filter(({ to }) => matches(to)).map(({ from }) => from))].sort();
}

/** The room of a file below a directory; undefined for one at its root, and for one elsewhere. */
function roomIn(directory: string, path: string): string | undefined {
  if (!path.startsWith(`${directory}/`)) return undefined;
  const [room, ...rest] = path.slice(directory.length + 1).split("/");
  return rest.length === 0 ? undefined : room;
}

function partOf(path: string): string {
  return path.split("/")[0]?.replace(/\.ts$/, "") ?? "";
}

test("there is something to look at", () => {
  expect(files.length).toBeGreaterThan(100);
  expect(imports.filter(({ to }) => to.endsWith(".ts")).length).toBeGreaterThan(500);
});

describe("a part imports from those before it", () => {
  test("and each file stands in one", () => {
    expect(files.filter((file) => !PARTS.includes(partOf(file)))).toEqual([]);
  });

  test.each(PARTS)("%s", (part) => {
    const allowed = PARTS.slice(0, PARTS.indexOf(part) + 1).filter(
      (to) => !APART.some(([a, b]) => a === part && b === to),
    );
    const own = imports.filter(({ from, to }) => partOf(from) === part && to.endsWith(".ts"));
    expect(own.filter(({ to }) => !allowed.includes(partOf(to)))).toEqual([]);
  });
});

describe.each(Object.entries(ORDER))("the rooms of %s", (directory, order) => {
  test("are these", () => {
    const rooms = new Set(files.flatMap((file) => roomIn(directory, file) ?? []));
    expect([...rooms].sort()).toEqual([...order].sort());
  });

  test.each(order)("%s imports from those before it", (room) => {
    const later = order.slice(order.indexOf(room) + 1);
    const own = imports.filter(({ from }) => roomIn(directory, from) === room);
    expect(own.filter(({ to }) => later.includes(roomIn(directory, to) ?? ""))).toEqual([]);
  });

  test("import nothing from the root that stands above them", () => {
    const atRoot = (path: string) => dirname(path) === directory;
    const needed = files.filter(
      (file) => atRoot(file) && importersOf((to) => to === file).some((from) => roomIn(directory, from)),
    );
    const above = imports.filter(
      ({ from, to }) => needed.includes(from) && roomIn(directory, to) !== undefined,
    );
    expect(above).toEqual([]);
  });

  test("are drawn in this order on the architecture page", () => {
    const [, section = ""] = page.split(`### Rooms of \`src/${directory}\`\n`);
    const drawn = Array.from(
      section.split("\n#")[0]?.matchAll(/^\| `([\w-]+)\/` \|/gm) ?? [],
      ([, room]) => room,
    );
    expect(drawn).toEqual(order);
  });
});

test.each(Object.entries(MOST_AT_ROOT))("the root of %s has at most %d files", (directory, most) => {
  expect(files.filter((file) => dirname(file) === directory).length).toBeLessThanOrEqual(most);
});

test("no file imports itself by way of others", () => {
  const done = new Set<string>();
  const circles: string[][] = [];
  const visit = (file: string, trail: readonly string[]): void => {
    if (trail.includes(file)) circles.push([...trail.slice(trail.indexOf(file)), file]);
    if (done.has(file) || trail.includes(file)) return;
    for (const { to } of importsOf(file)) if (to.endsWith(".ts")) visit(to, [...trail, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  expect(circles).toEqual([]);
});

describe("a package has one place where it comes in", () => {
  test.each<[name: string, importers: readonly string[]]>([
    [
      "yaml",
      [
        "core/yaml/aliases.ts",
        "core/yaml/collections.ts",
        "core/yaml/compose.ts",
        "core/yaml/entries.ts",
        "core/yaml/lexer.ts",
        "core/yaml/relevant.ts",
        "core/yaml/scalars.ts",
        "core/yaml/scan.ts",
        "core/yaml/tokens.ts",
        "core/yaml/tree.ts",
      ],
    ],
    ["@aws-sdk/util-arn-parser", ["core/arn/fields.ts"]],
    ["@aws-sdk/client-secrets-manager", ["providers/aws/secrets-manager/api.ts"]],
    ["@aws-sdk/client-ssm", ["providers/aws/parameter-store/api.ts"]],
    ["@aws-sdk/credential-providers", ["providers/aws/credentials/credentials.ts"]],
    [
      "@smithy/core",
      [
        "credentials/credentials",
        "credentials/profiles",
        "credentials/region",
        "network/network",
        "requests/client",
        "requests/rate-limiter",
        "requests/retry",
      ].map((file) => `providers/aws/${file}.ts`),
    ],
    ["@smithy/node-http-handler", ["providers/aws/network/network.ts"]],
    ["https-proxy-agent", ["providers/aws/network/proxy-agent.ts"]],
    ["p-limit", ["providers/aws/provider.ts", "providers/aws/requests/rate-limiter.ts"]],
    ["p-throttle", ["providers/aws/requests/rate-limiter.ts"]],
    ["yocto-spinner", ["cli/outputs/progress.ts"]],
    ["lossless-json", ["core/json/text.ts"]],
    ["fastest-levenshtein", ["core/text/nearest.ts"]],
    ["chalk", ["report/pretty-diagnostics.ts"]],
    ["get-east-asian-width", ["report/excerpt.ts"]],
    [
      "commander",
      [
        "cli/commands/completion/words.ts",
        "cli/commands/definition.ts",
        "cli/commands/help.ts",
        "cli/commands/index.ts",
        "cli/commands/resolve.ts",
        "cli/option-values.ts",
        "cli/program.ts",
        "cli/shared-options.ts",
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
  const core = files.filter((file) => partOf(file) === "core");

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
  const unwraps = importersOf((to) => to === "core/secrets/redacted.ts").filter((file) =>
    /\bunwrap\(/.test(textOf(file)),
  );
  expect(unwraps.sort()).toEqual(["core/edits/encode.ts", "core/values/select.ts"]);
});

test("the exit statuses are known to the command line only", () => {
  expect(files.filter((file) => partOf(file) !== "cli" && /exit-status|exitCode/.test(textOf(file)))).toEqual(
    [],
  );
  expect(files.filter((file) => /process\.exit\(/.test(textOf(file)))).toEqual([
    "cli/context/process-context.ts",
  ]);
});

describe("a new form", () => {
  const sourceOf = (name: string) => textOf(`core/forms/${name}`);

  test("is as long as the example", () => {
    const [, file = "", lines] =
      /\(\.\.\/src\/core\/forms\/(\w+\.ts)\) does that in (\d+) lines/.exec(page) ?? [];
    expect(sourceOf(file).trimEnd().split("\n").length).toBe(Number(lines));
  });

  test("is one file and one line", () => {
    const files = globSync("src/core/forms/*.ts", { cwd: ROOT }).map((path) => path.split("/").at(-1) ?? "");
    const forms = files.filter((name) =>
      /: Form = \{|= (?:dynamicReferences|valsReferences)\(/.test(sourceOf(name)),
    );
    const imported = Array.from(
      sourceOf("index.ts").matchAll(/"\.\/([\w-]+)\.js"/g),
      ([, name]) => `${name}.ts`,
    );
    expect(imported.filter((name) => name !== "form.ts").sort()).toEqual(forms.sort());
    expect([...files].sort()).toEqual([...forms, "filters.ts", "form.ts", "index.ts"].sort());
  });
});

describe("is one file and one line of a constant", () => {
  const filesIn = (directory: string) =>
    files.filter((file) => dirname(file) === directory).map((file) => basename(file, ".ts"));

  test.each([
    ["list-formats", LIST_FORMATS],
    ["check-formats", CHECK_FORMATS],
  ])("a new format: %s", (directory, formats) => {
    const others = ["fingerprints", "format", "index", "location"];
    const found = filesIn(`report/${directory}`).filter((name) => !others.includes(name));
    expect(found.sort()).toEqual(Object.keys(formats).sort());
  });

  test("a new command", () => {
    const found = filesIn("cli/commands").filter((name) => !["definition", "help", "index"].includes(name));
    expect(found.sort()).toEqual([...COMMAND_NAMES].sort());
  });
});
