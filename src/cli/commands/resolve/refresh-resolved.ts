/** `resolve --refresh`: resolves, stays, and writes again what has changed. */

import { notifyReady } from "../../../io/notify.js";
import { type CliContext, failWith, type Misuse } from "../../context/context.js";
import { EXIT_OK, EXIT_USAGE } from "../../exit-status.js";
import { changedSecrets } from "../../refresh/changed-secrets.js";
import { prepareHealthFiles, removeReady, writeReady } from "../../refresh/health-files.js";
import { STDIN_AGAIN } from "../../refresh/misuse.js";
import { clockOf, hearPauses, withoutHangUp } from "../../refresh/pause.js";
import { recording } from "../../refresh/recording.js";
import { type Look, watch } from "../../refresh/watch.js";
import { type Job, resolveOnce } from "./resolve-once.js";

/** Returns the status of the first look if that fails, else that of the signal which ends it. */
export async function refreshResolved(job: Job, refresh: number, context: CliContext): Promise<number> {
  const misuse = misuseOf(job);
  if (misuse !== undefined) return failWith(EXIT_USAGE, context, ...misuse);
  const options = { ...job.options, refresh };
  const prepared = await prepareHealthFiles(options, context);
  if (prepared !== EXIT_OK) return prepared;
  const pauses = hearPauses(context);
  try {
    const own = withoutHangUp(context);
    let { status, resolved } = await resolveOnce(job, own);
    if (status !== EXIT_OK || resolved === undefined) return status;
    const ready = await writeReady(options, new Date(clockOf(context).now()).toISOString(), context);
    if (ready !== EXIT_OK) return ready;
    notifyReady(context.env);
    const look = async (): Promise<Look> => {
      const { context: silent, said } = recording(own);
      const now = await resolveOnce(job, silent);
      const secrets = changedSecrets(resolved, now.resolved);
      if (now.status === EXIT_OK) resolved = now.resolved;
      return { status: now.status, files: now.written, secrets, said: said() };
    };
    return await watch(look, options, pauses, context);
  } finally {
    pauses.stop();
    removeReady(options);
  }
}

function misuseOf({ paths, targets, options }: Job): Misuse | undefined {
  const { inPlace, secretsFile } = options;
  if (targets.length === 0)
    return ["--refresh needs a file to write again", "name it with -o, or a directory with -d"];
  if (inPlace === true)
    return [
      "--refresh does not work with -i",
      "write to another file with -o or -d, so that the references stay",
    ];
  if (paths.includes("-") || secretsFile === "-") return STDIN_AGAIN;
  return undefined;
}
