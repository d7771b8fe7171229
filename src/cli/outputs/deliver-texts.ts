/** Writes resolved texts to stdout or to files, all of them or none, and logs what was done. */

import type { Accounts } from "../../core/services/account-access.js";
import { callsIn, groupRequests } from "../../core/services/index.js";
import { counted } from "../../core/text/count.js";
import type { Resolution } from "../../index.js";
import { readSource } from "../../io/inputs.js";
import { writeThrough } from "../../io/output.js";
import { isStream } from "../../io/place.js";
import type { FileAccess, NewFile, WriteFailure } from "../../io/replace-files.js";
import { type CliContext, logMessage, writeStderr, writeStdout } from "../context/context.js";
import { onSignals } from "../context/early-signals.js";
import { EXIT_ENVIRONMENT, EXIT_OK, type ExitStatus } from "../exit-status.js";
import type { ValueFlags } from "../shared-options.js";
import { joinDocuments } from "./join-documents.js";
import type { OutputFlags, Targets } from "./targets.js";
import { writeErrorMessage, writeOrLog } from "./write-file.js";

/** A resolution with texts: nothing was wrong. */
export type Resolved = Resolution & Required<Pick<Resolution, "texts">> & { readonly accounts: Accounts };

type DeliveryFlags = OutputFlags & ValueFlags;

export interface Delivery {
  readonly status: ExitStatus;
  /** The files that were written. */
  readonly written: readonly string[];
}

export async function deliverTexts(
  resolved: Resolved,
  targets: Targets,
  access: FileAccess,
  options: DeliveryFlags,
  context: CliContext,
): Promise<Delivery> {
  const nothing = (status: ExitStatus): Delivery => ({ status, written: [] });
  if (targets.length === 0) return nothing(await toStdout(resolved, options, context));
  const all = targets.map((path, index) => ({ path, text: resolved.texts[index] ?? "" }));
  const files = options.inPlace
    ? all.filter(({ text }, index) => text !== resolved.sources[index]?.text)
    : all;
  if (options.inPlace && (await hasChanged(resolved, targets, options, context)))
    return nothing(EXIT_ENVIRONMENT);
  // Loaded here, and the writer below, because what goes to stdout needs neither.
  const { changedFiles } = await import("../../io/unchanged.js");
  const changed = await changedFiles(files, access);
  const status = await toFiles(changed, access, options, context);
  if (status !== EXIT_OK) return nothing(status);
  const unchanged = files.length - changed.length;
  if (!options.quiet) await logDelivery(resolved, files, unchanged, targets, options, context);
  return { status, written: changed.map(({ path }) => path) };
}

async function logDelivery(
  resolved: Resolved,
  files: readonly NewFile[],
  unchanged: number,
  targets: Targets,
  options: DeliveryFlags,
  context: CliContext,
): Promise<void> {
  const { resolvedLine } = await import("../../report/resolved-line.js");
  const { plan } = resolved;
  const { secretsFile } = options;
  const from =
    secretsFile === undefined ? {} : { secretsFile: secretsFile === "-" ? "standard input" : secretsFile };
  const where = whereOf(files, unchanged, targets, options);
  const requests = secretsFile === undefined ? await requestsOf(resolved, options) : {};
  await writeStderr(context, `${resolvedLine({ plan, where, ...from, ...requests })}\n`);
}

/** A secret named without a region can turn out to be one named with it; both were then fetched in one call. */
async function requestsOf(
  { plan, accounts, fetchWarnings }: Resolved,
  { profile }: DeliveryFlags,
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
  { quiet }: DeliveryFlags,
  context: CliContext,
): Promise<ExitStatus> {
  await writeStdout(context, joinDocuments(texts));
  if (!quiet && plan.secrets.length > 0 && context.stdout.isTTY === true)
    await logMessage(
      context,
      "secret values were written to the terminal; use -o FILE to write them to a file",
    );
  return EXIT_OK;
}

/** An editor may have saved a file during the fetch; that must not be lost. */
async function hasChanged(
  { sources }: Resolved,
  targets: Targets,
  { maxSize }: DeliveryFlags,
  context: CliContext,
): Promise<boolean> {
  for (const [index, path] of targets.entries()) {
    const now = await readSource(path, maxSize);
    if ("text" in now && now.text === sources[index]?.text) continue;
    await logMessage(
      context,
      `${path}: another program changed this file during the run`,
      "arnsubst wrote nothing; run again",
    );
    return true;
  }
  return false;
}

async function toFiles(
  files: readonly NewFile[],
  access: FileAccess,
  { outDir, inPlace, refresh }: DeliveryFlags,
  context: CliContext,
): Promise<ExitStatus> {
  const [first] = files;
  if (first === undefined) return EXIT_OK;
  // A refresh has begun with a file. A pipe that has taken its place is not ours.
  const single = outDir === undefined && !inPlace && refresh === undefined;
  if (single && (await isStream(first.path))) {
    return writeOrLog(first.path, (path) => writeThrough(path, first.text), context);
  }
  const { replacePrivate } = await import("../../io/replace-files.js");
  return uninterrupted(context, async (signal) => {
    const failure = await replacePrivate(files, { makeDirectories: outDir !== undefined, signal, ...access });
    if (failure === undefined) return EXIT_OK;
    if (!signal.aborted || failure.stuck.length > 0) await logWriteFailure(failure, context);
    return EXIT_ENVIRONMENT;
  });
}

/** A signal ends the work until the first file is replaced; after that it would leave half of the files. */
async function uninterrupted(
  context: CliContext,
  work: (signal: AbortSignal) => Promise<ExitStatus>,
): Promise<ExitStatus> {
  const controller = new AbortController();
  let ending: number | undefined;
  const unhear = onSignals(context, (status) => {
    ending = status;
    controller.abort();
  });
  const status = await work(controller.signal);
  unhear();
  if (ending !== undefined && status !== EXIT_OK) context.exit?.(ending);
  return status;
}

async function logWriteFailure(
  { path, code, undone, stuck }: WriteFailure,
  context: CliContext,
): Promise<void> {
  const left = stuck.map((each) =>
    each.old === undefined
      ? `${each.path} is new`
      : `${each.path} is overwritten, and its old content is in ${each.old}`,
  );
  const back =
    undone === 0 ? "nothing was changed" : "all files that were already written have their old content again";
  const hint =
    left.length === 0
      ? back
      : `arnsubst could not undo this; put it right before the next run: ${left.join("; ")}`;
  await logMessage(context, writeErrorMessage(path, code), hint);
}

/** Undefined where nothing had to be written. */
function whereOf(
  files: readonly NewFile[],
  unchanged: number,
  targets: Targets,
  { output, outDir }: DeliveryFlags,
): string | undefined {
  const count = counted(files.length, "file");
  if (output !== undefined) return unchanged === 0 ? output : `${output} (unchanged)`;
  if (outDir !== undefined) return `${outDir} (${count}${unchanged === 0 ? "" : `, ${unchanged} unchanged`})`;
  if (files.length === 0) return undefined;
  if (targets.length === 1) return targets[0];
  return files.length === targets.length
    ? `${count} in place`
    : `${files.length} of ${targets.length} files in place`;
}
