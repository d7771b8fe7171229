/**
 * How the command line is made one program of few files: a start opens two of them instead of two hundred, and reads
 * nothing that its command does not use. CommonJS, because that starts faster and can load a part when it is called.
 * The library is not bundled: `tsc` makes it, and its packages are its users' to update.
 */

import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { defineConfig, type Plugin } from "rolldown";

/**
 * The files of the program, each with all that its sources import statically, less what an earlier one has. What is
 * loaded with `import()` and stands in none of them gets a file of its own.
 */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  start: ["cli/start.ts"],
  offline: ["cli/program.ts", "cli/check.ts"],
  values: ["cli/resolve.ts", "core/substitute.ts", "providers/file.ts"],
  report: ["report/pretty.ts"],
  "process-table": ["io/process-table.ts"],
  exec: ["cli/exec.ts", "cli/start-over.ts"],
  aws: ["providers/aws.ts"],
};

const OURS = resolve("src");
/** The library's. */
const FACE = resolve("src/index.ts");

/** What the library's face passes on, and a start has no use for: part of whatever uses it. */
const PASSED_ON = ["core/messages.ts", "core/policy/document.ts"].map((source) => resolve("src", source));

/** What only the clients speak that some credentials need, each in a file of its own: STS and SSO. */
const LATER =
  /[\\/]xml-builder[\\/]|protocols[\\/](?:query|xml)[\\/]|[\\/](?:AwsRestJson|HttpBinding)Protocol\.js$/;

const imports = new Map<string, readonly string[]>();
const partOf = new Map<string, string>();

/** The part of each file, known when all of them are read. */
const parts: Plugin = {
  name: "parts",
  buildEnd() {
    for (const id of this.getModuleIds()) imports.set(id, this.getModuleInfo(id)?.importedIds ?? []);
    for (const [part, sources] of Object.entries(PARTS))
      for (const source of sources) assign(resolve("src", source), part);
  },
};

function assign(id: string, part: string): void {
  if (partOf.has(id) || LATER.test(id)) return;
  partOf.set(id, part);
  const passedOn = id === FACE ? PASSED_ON : [];
  for (const imported of imports.get(id) ?? []) if (!passedOn.includes(imported)) assign(imported, part);
}

const READ_FILE = `
  import fs from "node:fs";
  import { promisify } from "node:util";
  export const readFile = promisify(fs.readFile);
  export default { readFile };
`;

/** Parts of Node that packages load when they are loaded, and what they get instead: each costs a start half a millisecond. */
const INSTEAD: readonly (readonly [part: string, importers: RegExp, code: string])[] = [
  // Commands that are programs of their own; ours are not.
  ["node:child_process", /commander/, "export {};"],
  // Checksums that AWS's other services ask for.
  ["node:zlib", /@smithy.core/, "export const crc32 = undefined;"],
  // It prints each step where DEBUG says so, which is the variable of other programs.
  ["debug", /proxy-agent/, "export default () => () => {};"],
  // The same of a part that has long been loaded.
  ["node:fs/promises", /@smithy|@aws-sdk/, READ_FILE],
];

const lightParts: Plugin = {
  name: "light-parts",
  resolveId(id, importer = "") {
    const found = INSTEAD.findIndex(([part, importers]) => part === id && importers.test(importer));
    return found < 0 ? undefined : `\0instead ${found}`;
  },
  load: (id) => INSTEAD[Number(/^\0instead (\d+)$/.exec(id)?.[1])]?.[2],
};

interface WhenUsed {
  readonly asked: RegExp;
  readonly importers: RegExp;
  readonly module: string;
  readonly names: readonly string[];
}

/** What most starts can do without, each in a file of its own that its first use loads. */
const WHEN_USED: Readonly<Record<string, WhenUsed>> = {
  // A third of all code, and most files say what they have to without it: `core/yaml/outline.ts`.
  yaml: {
    asked: /^yaml$/,
    importers: /./,
    module: "yaml/browser/dist/index.js",
    names: ["Composer", "Lexer", "Parser", "isAlias", "isCollection", "isMap", "isPair", "isScalar", "isSeq"],
  },
  levenshtein: {
    asked: /^fastest-levenshtein$/,
    importers: /./,
    module: "fastest-levenshtein/esm/mod.js",
    names: ["closest", "distance"],
  },
  help: {
    asked: /\/help\.js$/,
    importers: /[\\/]commander[\\/]/,
    module: "commander/lib/help.js",
    names: ["Help", "stripColor"],
  },
};

const whenUsed: Plugin = {
  name: "when-used",
  resolveId(id, importer = "") {
    if (id.endsWith(" itself")) return `\0${id}`;
    if (importer.startsWith("\0") && id.endsWith(".cjs")) return { id, external: true };
    const found = Object.entries(WHEN_USED).find(
      ([, it]) => it.asked.test(id) && it.importers.test(importer),
    );
    return found && `\0${found[0]}`;
  },
  load(id) {
    const [name = "", itself] = id.slice(1).split(" ");
    const found = id.startsWith("\0") ? WHEN_USED[name] : undefined;
    if (found === undefined) return undefined;
    const { module, names } = found;
    const path = resolve("node_modules", module).replaceAll("\\", "/");
    return itself ? `export { ${names.join(", ")} } from "${path}";` : standIn(name, names);
  },
};

function standIn(file: string, names: readonly string[]): string {
  const loaded = `let module; const loaded = () => (module ??= require("./${file}.cjs"));`;
  const exported = names.map((name) =>
    /^[A-Z]/.test(name)
      ? `export const ${name} = function (...given) { return new (loaded().${name})(...given); };`
      : `export const ${name} = (...given) => loaded().${name}(...given);`,
  );
  return [loaded, ...exported].join("\n");
}

const itself = Object.fromEntries(Object.keys(WHEN_USED).map((name) => [name, `${name} itself`]));

const RUNTIME = "rolldown-runtime.cjs";

/** What all files share stands in the first one, and not in one more that each start would open. */
const runtimeInStart: Plugin = {
  name: "runtime-in-start",
  generateBundle(_, bundle) {
    const [runtime, start] = [bundle[RUNTIME], bundle["start.cjs"]];
    if (runtime?.type !== "chunk" || start?.type !== "chunk")
      throw new Error(`no ${RUNTIME}, or no start.cjs`);
    for (const file of Object.values(bundle))
      if (file.type === "chunk")
        file.code = file.code.replace(
          `require("./${RUNTIME}")`,
          file === start ? "exports.runtime" : 'require("./start.cjs").runtime',
        );
    start.code = `exports.runtime={};(exports=>{${runtime.code}})(exports.runtime);${start.code}`;
    delete bundle[RUNTIME];
  },
};

/** Text of one byte a character is read, compiled and kept in half the room; and what starts it need not decode it. */
const asciiOnly: Plugin = {
  name: "ascii-only",
  generateBundle(_, bundle) {
    for (const file of Object.values(bundle))
      if (file.type === "chunk") file.code = file.code.replaceAll(/[^\0-\x7f]/g, escaped);
  },
};

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** The licences of what is in the program ask to be passed on with it. */
const licences: Plugin = {
  name: "licences",
  generateBundle(_, bundle) {
    const directories = Object.values(bundle).flatMap((file) =>
      file.type === "chunk" ? file.moduleIds.map(packageDirectory) : [],
    );
    const packages = new Map<string, string[]>();
    for (const directory of [...new Set(directories)].filter((each) => each !== undefined).sort()) {
      const { name, version, license } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
      const text = licenceIn(directory) ?? `Under the licence ${license}.`;
      packages.set(text, [...(packages.get(text) ?? []), `${name} ${version}`]);
    }
    const source = Array.from(packages, ([text, names]) => `${names.join("\n")}\n\n${text}\n`).join("\n\n");
    this.emitFile({ type: "asset", fileName: "LICENCES.txt", source });
  },
};

function packageDirectory(id: string): string | undefined {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id.replaceAll("\\", "/"))?.[0];
}

function licenceIn(directory: string): string | undefined {
  const file = readdirSync(directory).find((each) => /^licen[cs]e/i.test(each));
  return file === undefined ? undefined : readFileSync(join(directory, file), "utf8").trim();
}

export default defineConfig({
  input: { start: "src/cli/start.ts", ...itself },
  platform: "node",
  // The ES modules of AWS's packages, of which what is not used can be left out.
  resolve: { mainFields: ["module", "main"] },
  preserveEntrySignatures: "allow-extension",
  // Our modules and Node's do nothing by being imported; of packages their `sideEffects` says it.
  treeshake: {
    moduleSideEffects: (id) => (id.startsWith("node:") || id.startsWith(OURS) ? false : undefined),
  },
  // Asking Node whether there is such a global makes it load web streams; no body that is read here is one.
  transform: { define: { ReadableStream: "undefined" } },
  plugins: [parts, lightParts, whenUsed, runtimeInStart, asciiOnly, licences],
  output: {
    dir: "dist/cli",
    format: "cjs",
    entryFileNames: "[name].cjs",
    chunkFileNames: "[name].cjs",
    cleanDir: true,
    dynamicImportInCjs: false,
    minify: true,
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [{ debugName: "parts", name: (id) => partOf.get(id) ?? null, test: (id) => partOf.has(id) }],
    },
  },
});
