/** The work of `arnsubst completion`: prints a static script, so that no TAB starts this program. */

import { writeStdout } from "../../context/context.js";
import { EXIT_OK, type ExitStatus } from "../../exit-status.js";
import type { Shell } from "../completion.js";
import type { Invocation } from "../definition.js";
import { bashScript } from "./bash.js";
import { fishScript } from "./fish.js";
import { completedIn } from "./words.js";
import { zshScript } from "./zsh.js";

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript } as const satisfies Record<
  Shell,
  unknown
>;

export async function run(shell: Shell, _: unknown, { context, program }: Invocation): Promise<ExitStatus> {
  await writeStdout(context, SCRIPTS[shell](completedIn(program)));
  return EXIT_OK;
}
