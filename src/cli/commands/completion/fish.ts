/** The completion script for fish 3 and later. */

import {
  type Completed,
  type CompletedCommand,
  type CompletedOption,
  type Values,
  valuedFlags,
} from "./words.js";

export function fishScript({ program, commands, standard, general }: Completed): string {
  const names = commands.map((command) => command.name).join(" ");
  const flags = general.flatMap((option) => option.flags).join(" ");
  const complete = `complete -c ${program}`;
  return `# ${program} completion fish: what ${program} takes, for fish.
function __${program}_command --description 'The command that the line names, if it does'
    set -l valued
    for token in (commandline -opc)[2..-1]
        if test -n "$valued"
            set valued
        else if contains -- $token ${names}
            echo $token
            return
        else if contains -- $token${valuedFlags(general)
          .map((flag) => ` ${flag}`)
          .join("")}
            set valued 1
        else if not contains -- (string replace -r '=.*' '' -- $token) ${flags}
            echo ${standard.name}
            return
        end
    end
end
function __${program}_first --description 'Whether a command may be named'
    test -z (__${program}_command)""
end
function __${program}_in --description 'Whether a command is the one of the line'
    set -l command (__${program}_command)
    test "$command" = $argv[1]; or test -z "$command" -a $argv[1] = ${standard.name}
end
function __${program}_own --description 'Whether the words are still those of the program'
    not contains -- -- (commandline -opc)
end
${complete} -f
${general.map((option) => `${complete} ${optionText(option)}\n`).join("")}${commands
  .map(
    (command) => `${complete} -n __${program}_first -a ${command.name} -d ${quoted(command.description)}\n`,
  )
  .join("")}${commands.map((command) => commandLines(command, program)).join("")}`;
}

function commandLines({ name, options, operands, foreign }: CompletedCommand, program: string): string {
  const inside = `__${program}_in ${name}`;
  const complete = `complete -c ${program} -n`;
  const offered = offeredBy(operands);
  return [
    ...options.map((option) => `${complete} ${quoted(inside)} ${optionText(option)}\n`),
    ...(operands.kind === "free"
      ? []
      : [`${complete} ${quoted(foreign ? `${inside}; and __${program}_own` : inside)} ${offered}\n`]),
  ].join("");
}

function optionText({ flags, description, value }: CompletedOption): string {
  const names = flags.map((flag) => (flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  const required =
    value === undefined ? [] : [value.values.kind === "file" ? "-r" : "-x", offeredBy(value.values)];
  return [...names, ...required, `-d ${quoted(description)}`].filter((each) => each !== "").join(" ");
}

function offeredBy(values: Values): string {
  switch (values.kind) {
    case "file":
      return "-F";
    case "directory":
      return "-a '(__fish_complete_directories)'";
    case "words":
      return `-a '${values.words.join(" ")}'`;
    case "free":
      return "";
  }
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}
