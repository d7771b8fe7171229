/**
 * How the command line is made one program of few files, which a start opens in place of hundreds. CommonJS, because that
 * starts faster. The library is not bundled: `tsc` makes it, and its packages are its users' to update.
 */

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { defineConfig, type Plugin } from "rolldown";

/**
 * Each is one file, with all that it imports and none before it has; left to itself rolldown makes one of every set of
 * modules that the same parts share, forty of them for a `check`. What else is loaded with `import()` gets files of its own.
 */
const PARTS = {
  start: /[\\/]src[\\/]cli[\\/]start\.ts$/,
  offline: /[\\/]src[\\/]cli[\\/](?:program|commands[\\/]check[\\/]run-check)\.ts$/,
  values:
    /[\\/]src[\\/](?:cli[\\/]commands[\\/]resolve[\\/]run-resolve|core[\\/]edits[\\/]substitute|providers[\\/]file)\.ts$/,
  aws: /[\\/]src[\\/]providers[\\/]aws[\\/]provider\.ts$/,
  parameters: /[\\/]src[\\/]providers[\\/]aws[\\/]parameter-store[\\/]session\.ts$/,
};

/** What is in the program: a CycloneDX SBOM of it, and its licences, which ask to be passed on with it. */
const contents: Plugin = {
  name: "contents",
  generateBundle(_, bundle) {
    const ids = Object.values(bundle).flatMap((file) => (file.type === "chunk" ? file.moduleIds : []));
    const directories = new Set(
      ids.flatMap((id) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id.replaceAll("\\", "/")) ?? []),
    );
    const packages = [...directories].sort().map((directory) => ({ directory, ...packageIn(directory) }));
    this.emitFile({ type: "asset", fileName: "LICENCES.txt", source: licencesOf(packages) });
    this.emitFile({ type: "asset", fileName: "sbom.cdx.json", source: sbomOf(packages) });
  },
};

interface Package {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

function packageIn(directory: string): Package {
  return JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
}

function licencesOf(packages: readonly (Package & { readonly directory: string })[]): string {
  const byText = new Map<string, string[]>();
  for (const { directory, name, version, license } of packages) {
    const file = readdirSync(directory).find((each) => /^licen[cs]e/i.test(each));
    const text = file ? readFileSync(join(directory, file), "utf8").trim() : `Under the licence ${license}.`;
    byText.set(text, [...(byText.get(text) ?? []), `${name} ${version}`]);
  }
  return Array.from(byText, ([text, names]) => `${names.join("\n")}\n\n${text}\n`).join("\n\n");
}

/** Not `npm sbom`: without development packages it leaves out those that both need, and it cannot know what is bundled. */
function sbomOf(packages: readonly Package[]): string {
  const component = (type: string, { name, version, license }: Package) => {
    const purl = `pkg:npm/${name.replace("@", "%40")}@${version}`;
    return { type, "bom-ref": purl, name, version, licenses: [{ expression: license }], purl };
  };
  const contained = {
    metadata: { component: component("application", packageIn(".")) },
    components: packages.map((each) => component("library", each)),
  };
  // The same contents have the same number, so that the same source gives the same files.
  const hash = createHash("sha256").update(JSON.stringify(contained)).digest("hex");
  const uuid = hash.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, "$1-$2-$3-$4-$5");
  const sbom = { bomFormat: "CycloneDX", specVersion: "1.6", serialNumber: `urn:uuid:${uuid}`, ...contained };
  return `${JSON.stringify(sbom, null, 2)}\n`;
}

export default defineConfig({
  input: "src/cli/start.ts",
  platform: "node",
  resolve: {
    // The ES modules of packages, of which what is not used can be left out; yaml has them for browsers only.
    mainFields: ["module", "main"],
    alias: { yaml: resolve("node_modules/yaml/browser/dist/index.js") },
  },
  preserveEntrySignatures: "allow-extension",
  // Our modules and Node's do nothing by being imported; of packages their `sideEffects` says it.
  treeshake: {
    moduleSideEffects: (id) => (id.startsWith("node:") || id.startsWith(resolve("src")) ? false : undefined),
  },
  plugins: [contents],
  output: {
    dir: "dist/cli",
    format: "cjs",
    entryFileNames: "[name].cjs",
    chunkFileNames: "[name].cjs",
    cleanDir: true,
    dynamicImportInCjs: false,
    minify: true,
    // For the place of a bug, so without the sources.
    sourcemap: "hidden",
    sourcemapExcludeSources: true,
    codeSplitting: { groups: Object.entries(PARTS).map(([name, test]) => ({ name, test })) },
  },
});
