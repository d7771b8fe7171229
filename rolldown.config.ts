/**
 * How the command line is made one program of few files, which a start opens in place of hundreds. CommonJS, because that
 * starts faster. The library is not bundled: `tsc` makes it, and its packages are its users' to update.
 */

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
};

/** The licences of what is in the program ask to be passed on with it. */
const licences: Plugin = {
  name: "licences",
  generateBundle(_, bundle) {
    const ids = Object.values(bundle).flatMap((file) => (file.type === "chunk" ? file.moduleIds : []));
    const directories = new Set(
      ids.flatMap((id) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id.replaceAll("\\", "/")) ?? []),
    );
    const packages = new Map<string, string[]>();
    for (const directory of [...directories].sort()) {
      const { name, version, license } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
      const file = readdirSync(directory).find((each) => /^licen[cs]e/i.test(each));
      const text = file
        ? readFileSync(join(directory, file), "utf8").trim()
        : `Under the licence ${license}.`;
      packages.set(text, [...(packages.get(text) ?? []), `${name} ${version}`]);
    }
    const source = Array.from(packages, ([text, names]) => `${names.join("\n")}\n\n${text}\n`).join("\n\n");
    this.emitFile({ type: "asset", fileName: "LICENCES.txt", source });
  },
};

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
  plugins: [licences],
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
