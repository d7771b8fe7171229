/** `resolve --refresh`: resolves, stays, and writes again what has changed. */

import { notifyReady } from "../../../io/notify.js";
import { isStream } from "../../../io/place.js";
import { type CliContext, failWith, type Misuse } from "../../context/context.js";
import { EXIT_OK, EXIT_USAGE } from "../../exit-status.js";
import { configPath } from "../../inputs/config.js";
import { changedSecrets } from "../../refresh/changed-secrets.js";
import { firstLook } from "../../refresh/first-look.js";
import { healthFileMisuse, prepareHealthFiles, removeReady, writeReady } from "../../refresh/health-files.js";
import { STDIN_AGAIN } from "../../refresh/misuse.js";
import { clockOf, hearPauses } from "../../refresh/pause.js";
import { recording } from "../../refresh/recording.js";
import { type Look, watch } from "../../refresh/watch.js";
import { type Job, resolveOnce } from "./resolve-once.js";

/** Returns the status of the first look if that fails, else that of the signal which ends it. */
export async function refreshResolved(job: Job, refresh: number, context: CliContext): Promise<number> {
  const options = { ...job.options, refresh };
  const used = [...job.paths, ...job.targets, options.secretsFile, configPath(options, context)];
  const misuse = (await misuseOf(job)) ?? (await healthFileMisuse(options, used));
  if (misuse !== undefined) return failWith(EXIT_USAGE, context, ...misuse);
  const prepared = await prepareHealthFiles(options, context);
  if (prepared !== EXIT_OK) return prepared;
  const pauses = hearPauses(context, () => removeReady(options));
  const now = () => new Date(clockOf(context).now()).toISOString();
  try {
    const first = await firstLook((own) => resolveOnce(job, own), options, pauses.context);
    let { status, written, resolved } = first.done;
    await first.log(status === EXIT_OK ? written : undefined);
    if (status !== EXIT_OK || resolved === undefined) return status;
    const ready = await writeReady(options, now(), context);
    if (ready !== EXIT_OK) return ready;
    notifyReady(context.env);
    const look = async (): Promise<Look> => {
      const { context: silent, said } = recording(pauses.context);
      const done = await resolveOnce(job, silent);
      const secrets = changedSecrets(resolved, done.resolved);
      if (done.status === EXIT_OK) resolved = done.resolved;
      return { status: done.status, files: done.written, secrets, said: said() };
    };
    return await watch(look, options, pauses, context);
  } finally {
    pauses.stop();
    removeReady(options);
  }
}

async function misuseOf({ paths, targets, options }: Job): Promise<Misuse | undefined> {
  const { inPlace, secretsFile, dryRun } = options;
  const [target] = targets;
  if (dryRun) return ["--refresh does not work with --dry-run", "leave one of them out"];
  if (target === undefined || (await isStream(target)))
    return ["--refresh needs a file to write again", "name it with -o, or a directory with -d"];
  if (inPlace === true)
    return [
      "--refresh does not work with -i",
      "write to another file with -o or -d, so that the references stay",
    ];
  if (paths.includes("-") || secretsFile === "-") return STDIN_AGAIN;
  return undefined;
}
