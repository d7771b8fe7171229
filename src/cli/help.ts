/** How help looks, and what stands below the options: examples, which a test runs, and what the exit statuses mean. */

import { type Command, Help, type HelpConfiguration } from "commander";

/** The heading of the options that every command has. */
export const GENERAL = "General options:";

interface Appendix {
  /** Any of them can be pasted: what explains it is a comment to the shell. */
  readonly examples: readonly string[];
  /** What status 1 means; left out where there is none. */
  readonly wrong?: string;
  /** Set where neither files nor AWS are asked. */
  readonly alone?: true;
  /** Set where another command is run: what it finds, and the statuses that are its own. */
  readonly runs?: { readonly about: readonly string[]; readonly statuses: readonly string[] };
}

const OF_CONFIG = "the config is wrong, or a secret cannot be had";

const APPENDICES = {
  arnsubst: {
    examples: [
      "arnsubst io_config.yaml -o /run/io_config.yaml",
      "arnsubst check pipelines/",
      "arnsubst list pipelines/",
      "arnsubst policy pipelines/ > policy.json",
      "arnsubst check --help   # the options of a command",
    ],
    wrong: OF_CONFIG,
  },
  resolve: {
    examples: [
      "arnsubst io_config.yaml -o /run/io_config.yaml",
      "arnsubst resolve --secrets-file dev-secrets.yaml < io_config.yaml",
      "arnsubst io_config.yaml --dry-run   # what would be fetched",
    ],
    wrong: OF_CONFIG,
  },
  exec: {
    examples: [
      "arnsubst exec io_config.yaml -- cat {}",
      "arnsubst exec io_config.yaml --mask -- sh -c 'cat \"$ARNSUBST_FILE\"'",
    ],
    wrong: `${OF_CONFIG}; the command was not started`,
    runs: {
      about: [
        "The command finds the files below ARNSUBST_DIR, the first one as ARNSUBST_FILE,",
        "and their paths where an argument is {} or {0}, {1}, ...",
      ],
      statuses: ["its own, where the command was started", "126 or 127 where it cannot be, or is not found"],
    },
  },
  check: {
    examples: [
      "arnsubst check pipelines/",
      "arnsubst check pipelines/ --allow-account 123456789012 --format github",
      "arnsubst check io_config.yaml --policy policy.json",
    ],
    wrong: "a reference is wrong",
  },
  list: {
    examples: [
      "arnsubst list pipelines/",
      "arnsubst list pipelines/ --format csv > secrets.csv",
      "arnsubst list pipelines/ --format arns | wc -l   # how many secrets",
    ],
    wrong: "a reference is wrong; the others are listed",
  },
  policy: {
    examples: [
      "arnsubst policy pipelines/ > policy.json",
      "arnsubst policy pipelines/ --check policy.json   # does it still fit?",
    ],
    wrong: "a reference is wrong, or the policy of --check does not fit",
  },
  explain: {
    examples: [
      "arnsubst explain \\\n    arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/db-AbCdEf",
      'arnsubst explain "$(grep -m 1 PASSWORD: io_config.yaml)"   # a line with one',
      "arnsubst explain io_config.yaml:10   # kept or replaced, and why",
    ],
    wrong: "a part of the ARN is wrong, or there is none",
    alone: true,
  },
  completion: {
    examples: [
      'eval "$(arnsubst completion bash)"   # a line for ~/.bashrc',
      "source <(arnsubst completion zsh)    # a line for ~/.zshrc",
      "arnsubst completion fish | source    # for ~/.config/fish/config.fish",
    ],
    alone: true,
  },
} as const satisfies Record<string, Appendix>;

/** The command that is meant where none is named. */
export const DEFAULT_COMMAND = "resolve";

/** The commands, and the program itself. */
export type CommandName = keyof typeof APPENDICES;

export const COMMAND_NAMES: readonly string[] = Object.keys(APPENDICES).slice(1);

/** The text below the options of a command. */
export function after(name: CommandName): string {
  const { examples, wrong, alone, runs }: Appendix = APPENDICES[name];
  return [
    ...(runs === undefined ? [] : ["", ...runs.about]),
    "",
    "Examples:",
    ...examples.map((example) => `  ${example}`),
    "",
    "Exit status:",
    `  0  done${wrong === undefined ? "" : "; there may be warnings and notes"}`,
    ...(wrong === undefined ? [] : [`  1  ${wrong}`]),
    `  2  the command line is wrong${alone ? "" : ", or a file that it names"}`,
    `  3  the world is wrong: ${alone ? "the output cannot be written" : "credentials, network, disk"}`,
    ...(runs?.statuses ?? []).map((line) => `  ${line}`),
  ].join("\n");
}

/** Lines for the narrowest terminals in use; the options that every command has come last. */
export const HELP: HelpConfiguration = {
  helpWidth: 80,
  visibleOptions(command: Command) {
    const own = new Help().visibleOptions(command);
    return command.parent === null ? own : [...own, ...command.parent.options];
  },
};
