/** `arnsubst completion`: a script that teaches a shell what there is to type. It is static, so no TAB starts this program. */

import type { Command } from "commander";
import { type CliContext, writeStdout } from "../context/context.js";
import { EXIT_OK, type ExitStatus } from "../exit-status.js";
import type { Shell } from "../flags.js";
import { bashScript } from "./completion/bash.js";
import { fishScript } from "./completion/fish.js";
import { completedIn } from "./completion/words.js";
import { zshScript } from "./completion/zsh.js";

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript } as const satisfies Record<
  Shell,
  unknown
>;

export async function completionCommand(
  shell: Shell,
  program: Command,
  context: CliContext,
): Promise<ExitStatus> {
  await writeStdout(context, SCRIPTS[shell](completedIn(program)));
  return EXIT_OK;
}
