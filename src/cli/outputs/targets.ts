/** Where `resolve` writes to. Checks that before anything is read. */

import { promises, type Stats } from "node:fs";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import type { CliContext, Misuse } from "../context/context.js";
import { configPath } from "../inputs/config.js";
import { stdinTwice } from "../inputs/sources.js";
import type { CommonFlags, ValueFlags } from "../shared-options.js";
import { overwriteMessage, placeIn } from "./write-file.js";

/** Without any of these, texts go to stdout. */
export interface OutputFlags extends CommonFlags {
  readonly output?: string;
  /** A directory for one output for each input. */
  readonly outDir?: string;
  /** Rewrite the inputs. */
  readonly inPlace?: boolean;
  /** Write to files that git tracks or would add, too. */
  readonly force?: boolean;
  readonly mode?: number;
  /** A name or a number. */
  readonly group?: string;
}

/** One output for each input, in their order; none where the texts go to stdout. */
export type Targets = readonly string[];

type TargetFlags = OutputFlags & Pick<ValueFlags, "secretsFile">;

export async function targetsOf(
  inputs: readonly string[],
  options: TargetFlags,
  context: CliContext,
): Promise<Targets | { readonly misuse: Misuse }> {
  const misuse = misuseOf(inputs, options);
  if (misuse !== undefined) return { misuse };
  const { output, outDir, inPlace, secretsFile } = options;
  const secrets = secretsFile === "-" ? undefined : secretsFile;
  if (inPlace) return checked(inputs, inputs, [secrets], options);
  const read = () => [...inputs, secrets, configPath(options, context)];
  if (outDir === undefined)
    return output === undefined || isStdout(output) ? [] : checked([output], inputs, read(), options);
  const outside = inputs.find((input) => leavesDirectory(relativeTo(context, input)));
  if (outside !== undefined) return { misuse: outsideOf(outside, outDir) };
  const taken = await promises.stat(outDir).catch(() => undefined);
  if (taken?.isDirectory() === false) return { misuse: noDirectory(outDir, taken) };
  const targets = inputs.map((input) => join(outDir, relativeTo(context, input)));
  return checked(targets, inputs, read(), options);
}

/** Its names count too: behind one can be a file that the shell has opened, and that must not be replaced. */
function isStdout(output: string): boolean {
  return output === "-" || /^\/dev\/(?:stdout|fd\/1)$/.test(output);
}

/** The error where inputs do not go with the options, or with each other. */
function misuseOf(
  inputs: readonly string[],
  { output, outDir, inPlace, secretsFile }: TargetFlags,
): Misuse | undefined {
  const twice = stdinTwice(inputs, { "--secrets-file": [secretsFile] });
  if (twice !== undefined) return twice;
  if (output !== undefined && inputs.length > 1) {
    return [
      `-o ${output} takes one input, and there are ${inputs.length}`,
      "use --out-dir to write one file per input",
    ];
  }
  if ((outDir !== undefined || inPlace) && inputs.includes("-")) {
    const option = inPlace ? "--in-place" : "--out-dir";
    return [`${option} takes files, not standard input`, "name the files, or use -o for standard input"];
  }
  return undefined;
}

function relativeTo(context: CliContext, input: string): string {
  return relative(context.cwd(), resolve(context.cwd(), input));
}

function leavesDirectory(path: string): boolean {
  return path === ".." || path.startsWith(`..${sep}`) || isAbsolute(path);
}

function outsideOf(input: string, outDir: string): Misuse {
  return [
    `${input} is outside the working directory, so it has no path below ${outDir}`,
    "run arnsubst in a directory above it, or resolve it by itself with -o",
  ];
}

function noDirectory(outDir: string, stats: Stats): Misuse {
  const what = stats.isFile() ? "a file" : "a pipe or a device";
  return [`--out-dir ${outDir}: is ${what}, not a directory`, "name a directory, or write to a file with -o"];
}

/** @param kept the files that no output may overwrite */
async function checked(
  targets: Targets,
  inputs: readonly string[],
  kept: readonly (string | undefined)[],
  options: TargetFlags,
): Promise<Targets | { readonly misuse: Misuse }> {
  const { inPlace } = options;
  const places = new Map<string, string>();
  for (const path of kept) if (path !== undefined) places.set(await placeIn(path), path);
  const writers = new Map<string, string>();
  for (const [index, target] of targets.entries()) {
    const input = inputs[index] ?? "-";
    const place = await placeIn(target);
    const lost = places.get(place);
    if (lost !== undefined) return { misuse: overwriting(target, lost, options) };
    if (inPlace && !(await canBeReplaced(target))) {
      return {
        misuse: [`${target} is not a regular file, so --in-place cannot rewrite it`, "resolve it with -o"],
      };
    }
    const other = writers.get(place);
    if (other !== undefined) return { misuse: meeting(other, input, target) };
    writers.set(place, input);
  }
  return targets;
}

function overwriting(target: string, lost: string, { inPlace, outDir }: TargetFlags): Misuse {
  if (inPlace)
    return [`--in-place would overwrite the secrets file ${lost}`, "do not name this file as an input"];
  if (outDir === undefined) return overwriteMessage(target, lost);
  return [
    `--out-dir ${outDir} would overwrite ${lost}`,
    "name another directory, or use --in-place to rewrite the inputs",
  ];
}

function meeting(one: string, other: string, target: string): Misuse {
  return [`${one} and ${other} would both be written to ${target}`, "name only one of them"];
}

/** True for a missing file and for a directory, too: they get their message when they are read. */
async function canBeReplaced(path: string): Promise<boolean> {
  const stats = await promises.stat(path).catch(() => undefined);
  return stats === undefined || stats.isFile() || stats.isDirectory();
}
