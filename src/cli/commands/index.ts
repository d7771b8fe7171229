/** All commands. A command is a file with its definition, and a directory with its work. */

import type { Command } from "commander";
import { COMMAND_GROUPS, COMMAND_NAMES, type CommandName } from "../command-names.js";
import { check } from "./check.js";
import { completion } from "./completion.js";
import { type AddCommand, lazyCommand, type Runner } from "./definition.js";
import { exec } from "./exec.js";
import { explain } from "./explain.js";
import { list } from "./list.js";
import { policy } from "./policy.js";
import { resolve } from "./resolve.js";

const COMMANDS: Readonly<Record<CommandName, AddCommand>> = {
  resolve: lazyCommand(resolve, () => import("./resolve/run-resolve.js")),
  exec: lazyCommand(exec, () => import("./exec/run-exec.js")),
  check: lazyCommand(check, () => import("./check/run-check.js")),
  list: lazyCommand(list, () => import("./list/run-list.js")),
  policy: lazyCommand(policy, () => import("./policy/run-policy.js")),
  explain: lazyCommand(explain, () => import("./explain/run-explain.js")),
  completion: lazyCommand(completion, () => import("./completion/run-completion.js")),
};

/** Adds the command of that name. Adds all where `name` names none, or the command is about the others. */
export function addCommands(program: Command, runner: Runner, name = ""): void {
  const only = COMMAND_NAMES.includes(name) && name !== "completion" ? name : undefined;
  for (const [heading, names] of Object.entries(COMMAND_GROUPS)) {
    program.commandsGroup(heading);
    for (const each of names) if (only === undefined || only === each) COMMANDS[each](program, runner);
  }
  program.helpCommand("help [command]", "print the help for a command");
}
