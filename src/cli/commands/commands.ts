/**
 * Every command with its operands and options, one function each. Its work is in a file of its own, loaded when it runs.
 * Its examples are in `help.ts`. What a shell completes is read off the names of values, `<file>`, `<paths...>`,
 * `<directory>`, and off a usage with ` -- `, behind which the words are another program's.
 */

import { type Command, Option } from "commander";
import {
  type CheckFlags,
  type CommonFlags,
  type ExecFlags,
  type ListFlags,
  type PolicyFlags,
  type ResolveFlags,
  SHELLS,
  type Shell,
} from "../flags.js";
import { COMMAND_NAMES, type CommandName, DEFAULT_COMMAND } from "../help.js";
import { collect, named } from "../option-values.js";
import {
  addCommand,
  addDirectoryOptions,
  addFetchOptions,
  addRemapOptions,
  type Runner,
  runs,
} from "./declare.js";

type Paths = readonly string[];

type Add = (program: Command, runner: Runner) => void;

/** In the order in which help lists them. */
const GROUPS: Readonly<Record<string, Readonly<Partial<Record<CommandName, Add>>>>> = {
  "To replace references:": { resolve: addResolve, exec: addExec },
  "To look at references:": { check: addCheck, list: addList, policy: addPolicy, explain: addExplain },
  "To get along with arnsubst:": { completion: addCompletion },
};

/** Adds the command of that name. All of them where it is no command's name and may yet ask for any, or is about all. */
export function addCommands(program: Command, runner: Runner, name = ""): void {
  const only = COMMAND_NAMES.includes(name) && name !== "completion" ? name : undefined;
  for (const [group, commands] of Object.entries(GROUPS)) {
    program.commandsGroup(group);
    for (const [each, add] of Object.entries(commands))
      if (only === undefined || only === each) add(program, runner);
  }
  program.helpCommand("help [command]", "print the help of a command");
}

function addResolve(program: Command, runner: Runner): void {
  const command = addCommand(program, DEFAULT_COMMAND, "[files...]", { isDefault: true })
    .description("write the resolved YAML (the default command; no file or - is stdin)")
    .optionsGroup("Output:")
    .option("-o, --output <file>", "write there, atomically, mode 0600", named)
    .addOption(outDir())
    .addOption(inPlace())
    .option("--force", "write to a target that git tracks or would add")
    .option("--dry-run", "print what list prints, fetch nothing")
    .option("--no-mask", "on GitHub Actions, do not register the values to be hidden in the log");
  runs<Paths, ResolveFlags>(addValueOptions(command), runner, async (...given) =>
    (await import("./resolve.js")).resolveCommand(...given),
  );
}

function addExec(program: Command, runner: Runner): void {
  const command = addCommand(program, "exec", "<files...>")
    .usage("[options] <files...> -- <command> [args...]")
    .description("run a command with the resolved files, in a directory that goes away with it")
    .optionsGroup("Output:")
    .option("--mask", "put *** in the place of every value in the command's output")
    .option("--no-mask", "on GitHub Actions, do not register the values to be hidden in the log")
    .option("--env <key=path>", "set a variable to the value at this path; no file then; repeatable", collect)
    .option(
      "--placeholder <text>",
      "put the first file's path in the place of this instead of {}; '' for nothing",
    );
  runs<Paths, ExecFlags>(addValueOptions(command), runner, async (files, options, context) =>
    (await import("./exec.js")).execCommand(files, runner.behind, options, context),
  );
}

/** Of the commands that put values in the place of references. */
function addValueOptions(command: Command): Command {
  command
    .optionsGroup("Values:")
    .option("--secrets-file <file>", "take values from a local file instead of AWS", named)
    .addOption(
      new Option("--types <types>", "keep JSON types, or make all text")
        .choices(["json", "string"])
        .default("json"),
    )
    .addOption(
      new Option(
        "--jinja <mode>",
        "on values that the file's reader would render, in every file, with templates or not",
      ).choices(["refuse", "escape", "allow"]),
    );
  return addFetchOptions(command);
}

function outDir(): Option {
  return new Option("-d, --out-dir <dir>", "one output for each input, under the same relative path")
    .argParser(named)
    .conflicts(["output", "inPlace"]);
}

function inPlace(): Option {
  return new Option("-i, --in-place", "rewrite the inputs").conflicts("output");
}

function addCheck(program: Command, runner: Runner): void {
  const command = addCommand(program, "check", "<paths...>")
    .description("validate references offline: no credentials, no network")
    .optionsGroup("Rules:")
    .option("--allow-account <id>", "any other account is an error; repeatable", collect)
    .option("--allow-region <region>", "any other region is an error; repeatable", collect)
    .option("--require-suffix", "a partial ARN is an error, not a note")
    .option("--policy <file>", "an IAM policy that has to allow every reference; repeatable", collect)
    .optionsGroup("Report:")
    .addOption(
      new Option("--format <format>", "how to print")
        .choices(["pretty", "json", "sarif", "github"])
        .default("pretty"),
    )
    .option("-o, --output <file>", "write the report there", named);
  addDirectoryOptions(command)
    .optionsGroup("Asking AWS:")
    .option("--online", "ask AWS too: is each secret there, may it be read, has it the JSON key?");
  runs<Paths, CheckFlags>(addFetchOptions(command), runner, async (...given) =>
    (await import("./check.js")).checkCommand(...given),
  );
}

function addList(program: Command, runner: Runner): void {
  const command = addCommand(program, "list", "<paths...>")
    .description("dry run: which secrets, where, how many calls")
    .optionsGroup("Report:")
    .addOption(
      new Option("--format <format>", "how to print")
        .choices(["table", "json", "csv", "arns", "mermaid"])
        .default("table"),
    );
  runs<Paths, ListFlags>(addRemapOptions(addDirectoryOptions(command)), runner, async (...given) =>
    (await import("./list.js")).listCommand(...given),
  );
}

function addPolicy(program: Command, runner: Runner): void {
  const command = addCommand(program, "policy", "<paths...>")
    .description("the least-privilege IAM policy that these files need")
    .optionsGroup("Report:")
    .option("--check <file>", "say how this policy differs from it, status 1 if it does", named);
  runs<Paths, PolicyFlags>(addRemapOptions(addDirectoryOptions(command)), runner, async (...given) =>
    (await import("./policy.js")).policyCommand(...given),
  );
}

function addExplain(program: Command, runner: Runner): void {
  const command = addCommand(program, "explain", "<arn|file:line>").description(
    "the parts of an ARN, or why those on a line are kept or replaced",
  );
  runs<string, CommonFlags>(command, runner, async (...given) =>
    (await import("./explain.js")).explainCommand(...given),
  );
}

function addCompletion(program: Command, runner: Runner): void {
  const command = addCommand(program, "completion", "<shell>").description(
    "a script that completes commands, options and files: bash, zsh, fish",
  );
  command.registeredArguments[0]?.choices(SHELLS);
  runs<Shell, CommonFlags>(command, runner, async (shell, _, context) =>
    (await import("./completion.js")).completionCommand(shell, program, context),
  );
}
