/** Commands, options and help, as commander takes them. What a command does is in its own file, loaded when it runs. */

import { Command, InvalidArgumentError, Option } from "commander";
import { DONE, type ExitStatus } from "./exit-status.js";
import type { CheckOptions, ListOptions, PolicyOptions, ResolveOptions } from "./options.js";
import { version } from "./version.js";
import type { World } from "./world.js";

export interface Program {
  readonly program: Command;
  /** The status of the command that has run. */
  status(): ExitStatus;
  /** Help, the version and usage errors, for the caller to write. */
  readonly printed: { readonly out: readonly string[]; readonly err: readonly string[] };
}

const SUMMARY = "Turns the AWS Secrets Manager ARNs in pipeline YAML into values.";
const AFTER = `
Exit status: 0 done, 1 the config is wrong, 2 the command line is wrong,
3 the world is wrong (credentials, network, disk).

Examples:
  arnsubst io_config.yaml -o /run/io_config.yaml
  arnsubst resolve --secrets-file dev-secrets.yaml < io_config.yaml
  arnsubst check pipelines/
  arnsubst list pipelines/
  arnsubst policy pipelines/ > policy.json`;

export function programFor(world: World): Program {
  let status: ExitStatus = DONE;
  const printed = { out: [] as string[], err: [] as string[] };
  const program = new Command("arnsubst")
    .description(SUMMARY)
    .usage("[resolve] [options] [files...]\n       arnsubst check|list|policy [options] <paths...>")
    .version(version(), "-V, --version", "print the version")
    .option("-q, --quiet", "say nothing but errors")
    .option("-v, --verbose", "say more")
    .option("--color", "use colour, whatever the output is")
    .option("--no-color", "use no colour")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [command]", "print the help of a command")
    .addHelpText("after", AFTER)
    .exitOverride()
    .configureHelp({ helpWidth: 80, showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => printed.out.push(text),
      writeErr: (text) => printed.err.push(text),
      outputError: (text, write) => write(text.replace(/^error: /, "arnsubst: ")),
    })
    .showHelpAfterError("  = arnsubst --help lists the commands");

  const resolving = addCommand(program, "resolve", "[files...]", { isDefault: true })
    .description("write the resolved YAML (the default command; no file or - is stdin)")
    .option("-o, --output <file>", "write there, atomically, mode 0600", named)
    .option("--dry-run", "print what list prints, fetch nothing")
    .option("--secrets-file <file>", "take values from a local file instead of AWS", named)
    .addOption(
      new Option("--types <types>", "keep JSON types, or make all text")
        .choices(["json", "string"])
        .default("json"),
    )
    .addOption(
      new Option("--jinja <mode>", "on values that the file's reader would render")
        .choices(["refuse", "escape", "allow"])
        .default("refuse"),
    );
  addFetchOptions(resolving).action(async (files: readonly string[], _: unknown, command: Command) => {
    status = await (await import("./resolve.js")).resolveCommand(
      files,
      command.optsWithGlobals<ResolveOptions>(),
      world,
    );
  });
  const checking = addCommand(program, "check", "<paths...>")
    .description("validate references offline: no credentials, no network")
    .option("--allow-account <id>", "any other account is an error; repeatable", collect)
    .option("--allow-region <region>", "any other region is an error; repeatable", collect)
    .option("--require-suffix", "a partial ARN is an error, not a note")
    .addOption(
      new Option("--format <format>", "how to print")
        .choices(["pretty", "json", "sarif", "github"])
        .default("pretty"),
    )
    .option("-o, --output <file>", "write the report there", named)
    .option("--online", "ask AWS too: is each secret there, may it be read, has it the JSON key?")
    .option("--policy <file>", "an IAM policy that has to allow every reference; repeatable", collect);
  addFetchOptions(checking).action(async (paths: readonly string[], _: unknown, command: Command) => {
    status = await (await import("./check.js")).checkCommand(
      paths,
      command.optsWithGlobals<CheckOptions>(),
      world,
    );
  });
  const listing = addCommand(program, "list", "<paths...>")
    .description("dry run: which secrets, where, how many calls; offline too")
    .addOption(
      new Option("--format <format>", "how to print")
        .choices(["table", "json", "csv", "arns", "mermaid"])
        .default("table"),
    );
  addMoveOptions(listing).action(async (paths: readonly string[], _: unknown, command: Command) => {
    status = await (await import("./list.js")).listCommand(
      paths,
      command.optsWithGlobals<ListOptions>(),
      world,
    );
  });
  const granting = addCommand(program, "policy", "<paths...>")
    .description("the least-privilege IAM policy that these files need; offline too")
    .option("--check <file>", "say how this policy differs from it, status 1 if it does", named);
  addMoveOptions(granting).action(async (paths: readonly string[], _: unknown, command: Command) => {
    status = await (await import("./policy.js")).policyCommand(
      paths,
      command.optsWithGlobals<PolicyOptions>(),
      world,
    );
  });
  return { program, status: () => status, printed };
}

function addCommand(
  program: Command,
  name: string,
  operands: string,
  options: { isDefault?: boolean } = {},
): Command {
  return program
    .command(`${name} ${operands}`, options)
    .helpOption("-h, --help", "print this help")
    .showHelpAfterError(`  = arnsubst ${name} --help lists the options`);
}

/** Of the commands that ask AWS; `check` only with --online. */
function addFetchOptions(command: Command): Command {
  return addMoveOptions(command)
    .option("--profile <name>", "credentials of this profile, and of no other place")
    .option("--endpoint-url <url>", "ask this server instead of AWS", httpUrl)
    .option("--concurrency <n>", "requests in flight (default: 100)", wholeNumber)
    .option("--timeout <seconds>", "limit for the whole fetch", seconds, 60);
}

/** Of the commands that say where secrets are. */
function addMoveOptions(command: Command): Command {
  return command
    .option("--account <from=to>", "ask this account in place of the ARN's; repeatable", collect)
    .option(
      "--region <region>",
      "region of the run, for names and STS; or FROM=TO, to ask another than the ARN's; repeatable",
      collect,
    );
}

/** An empty text mostly comes of a variable that is not set. */
function named(text: string): string {
  if (text === "") throw new InvalidArgumentError("It is empty.");
  return text;
}

/** An option that may be repeated. */
function collect(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, named(text)];
}

/** Checked here, because the SDK takes what it is given and signs a request to it. */
function httpUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === "http:" || url?.protocol === "https:") return text;
  throw new InvalidArgumentError("It has to start with http:// or https://, as in http://localhost:4566");
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It has to be a whole number from 1 to 9999.");
}

/** A day is longer than anybody waits, and within what a timer can count. */
function seconds(text: string): number {
  const number = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : 0;
  if (number > 0 && number <= 86_400) return number;
  throw new InvalidArgumentError("It has to be a number of seconds above 0, up to 86400.");
}
