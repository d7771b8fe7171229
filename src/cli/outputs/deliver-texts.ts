/** Resolved texts → stdout or files, all of them or none, and the line that says what was done. */

import type { Accounts } from "../../core/services/access.js";
import { callsIn, groupRequests } from "../../core/services/secrets-manager/calls.js";
import { counted } from "../../core/text/count.js";
import type { Resolution } from "../../index.js";
import { readSource } from "../../io/inputs.js";
import { writeThrough } from "../../io/output.js";
import { isStream } from "../../io/place.js";
import type { NewFile, WriteFailure } from "../../io/replace.js";
import { type CliContext, logMessage, type Signal, writeStderr, writeStdout } from "../context/context.js";
import { EXIT_ENVIRONMENT, EXIT_OK, type ExitStatus, SIGNALLED } from "../exit-status.js";
import type { ResolveFlags } from "../flags.js";
import { joinDocuments } from "./join-documents.js";
import type { Targets } from "./targets.js";
import { deliverTo, notWritten } from "./write-failure.js";

type Resolved = Resolution & { readonly texts: readonly string[]; readonly accounts: Accounts };

export async function deliverTexts(
  resolved: Resolved,
  targets: Targets,
  options: ResolveFlags,
  context: CliContext,
): Promise<ExitStatus> {
  if (targets.length === 0) return toStdout(resolved, options, context);
  const all = targets.map((path, index) => ({ path, text: resolved.texts[index] ?? "" }));
  const files = options.inPlace
    ? all.filter(({ text }, index) => text !== resolved.sources[index]?.text)
    : all;
  if (options.inPlace && (await changedMeanwhile(resolved, targets, options, context)))
    return EXIT_ENVIRONMENT;
  const status = await toFiles(files, options, context);
  if (status !== EXIT_OK || options.quiet) return status;
  const { resolvedLine } = await import("../../report/resolved.js");
  const { plan } = resolved;
  const { secretsFile } = options;
  const from =
    secretsFile === undefined ? {} : { secretsFile: secretsFile === "-" ? "standard input" : secretsFile };
  const where = whereOf(files, targets, options);
  const asked = secretsFile === undefined ? await askedOf(resolved, options) : {};
  await writeStderr(context, `${resolvedLine({ plan, where, ...from, ...asked })}\n`);
  return EXIT_OK;
}

/** A name without a region may have turned out to be the same as one with it, and then both were one in one call. */
async function askedOf(
  { plan, accounts, fetchWarnings }: Resolved,
  { profile }: ResolveFlags,
): Promise<{ readonly home?: string; readonly calls?: number }> {
  const known = plan.calls.filter(({ region }) => region !== undefined).length;
  if (known === 0 || known === plan.calls.length)
    return fetchWarnings.length === 0 ? { calls: plan.calls.length } : {};
  const { homeRegion } = await import("../../providers/aws/credentials/region.js");
  const own = profile === undefined ? undefined : { profile };
  const home = await homeRegion({ profile });
  const calls = groupRequests(plan.secrets, { accounts, own, home }).flatMap(callsIn).length;
  return { ...(home === undefined ? {} : { home }), ...(fetchWarnings.length === 0 ? { calls } : {}) };
}

async function toStdout(
  { texts, plan }: Resolved,
  { quiet }: ResolveFlags,
  context: CliContext,
): Promise<ExitStatus> {
  await writeStdout(context, joinDocuments(texts));
  if (!quiet && plan.secrets.length > 0 && context.stdout.isTTY === true)
    await logMessage(
      context,
      "there are values on your screen now; -o FILE writes them to a file of yours instead",
    );
  return EXIT_OK;
}

/** An editor may have saved a file while AWS was asked; that must not be lost. */
async function changedMeanwhile(
  { sources }: Resolved,
  targets: Targets,
  { maxSize }: ResolveFlags,
  context: CliContext,
): Promise<boolean> {
  for (const [index, path] of targets.entries()) {
    const now = await readSource(path, maxSize);
    if ("text" in now && now.text === sources[index]?.text) continue;
    await logMessage(
      context,
      `${path}: it has been changed while it was resolved`,
      "nothing was written; run again",
    );
    return true;
  }
  return false;
}

async function toFiles(
  files: readonly NewFile[],
  { outDir, inPlace }: ResolveFlags,
  context: CliContext,
): Promise<ExitStatus> {
  const [first] = files;
  if (first === undefined) return EXIT_OK;
  const single = outDir === undefined && !inPlace;
  if (single && (await isStream(first.path))) {
    return deliverTo(first.path, (path) => writeThrough(path, first.text), context);
  }
  const { replacePrivate } = await import("../../io/replace.js");
  return uninterrupted(context, async (signal) => {
    const failure = await replacePrivate(files, { makeDirectories: outDir !== undefined, signal });
    if (failure === undefined) return EXIT_OK;
    if (!signal.aborted || failure.stuck.length > 0) await tellMishap(failure, context);
    return EXIT_ENVIRONMENT;
  });
}

/** A signal ends it as long as there is nothing to be seen of it; from then on it would leave half of the files. */
async function uninterrupted(
  context: CliContext,
  work: (signal: AbortSignal) => Promise<ExitStatus>,
): Promise<ExitStatus> {
  const controller = new AbortController();
  let ending: number | undefined;
  const listeners = Object.entries(SIGNALLED).map(([name, status]) => {
    const listener = () => {
      ending = status;
      controller.abort();
    };
    context.once?.(name as Signal, listener);
    return () => context.off?.(name as Signal, listener);
  });
  const status = await work(controller.signal);
  for (const unhear of listeners) unhear();
  if (ending !== undefined && status !== EXIT_OK) context.exit?.(ending);
  return status;
}

async function tellMishap({ path, code, undone, stuck }: WriteFailure, context: CliContext): Promise<void> {
  const left = stuck.map((each) =>
    each.old === undefined ? `${each.path} is there` : `${each.path} is new, its old content in ${each.old}`,
  );
  const back = undone === 0 ? "nothing was changed" : "what had been written was put back as it was";
  const hint =
    left.length === 0 ? back : `not put back, move it away before the next run: ${left.join("; ")}`;
  await logMessage(context, notWritten(path, code), hint);
}

/** Undefined where nothing had to be written. */
function whereOf(
  files: readonly NewFile[],
  targets: Targets,
  { output, outDir }: ResolveFlags,
): string | undefined {
  const count = counted(files.length, "file");
  if (output !== undefined) return output;
  if (outDir !== undefined) return `${outDir} (${count})`;
  if (files.length === 0) return undefined;
  if (targets.length === 1) return targets[0];
  return files.length === targets.length
    ? `${count} in place`
    : `${files.length} of ${targets.length} files in place`;
}
