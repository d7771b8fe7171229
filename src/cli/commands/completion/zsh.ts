/** The completion script for zsh. It can be sourced, or be the file `_arnsubst` in a directory of `fpath`. */

import {
  type Completed,
  type CompletedCommand,
  type CompletedOption,
  type Values,
  valuedFlags,
} from "./words.js";

export function zshScript({ program, commands, standard, general }: Completed): string {
  const name = `_${program}`;
  const names = commands.map((command) => command.name).join("|");
  const valued = valuedFlags(general);
  const flags = general.flatMap((option) => option.flags).join("|");
  return `#compdef ${program}
# ${program} completion zsh: what ${program} takes, for zsh.
${name}_first() {
  local -i ret=1
  local -a commands=(
${commands.map((command) => `    ${quoted(`${command.name}:${escaped(command.description)}`)}\n`).join("")}  )
  _describe -t commands command commands && ret=0
  _files && ret=0
  return ret
}
${name}() {
  local command= operands=
  local -i at found=0
  local -a general=(
${general
  .flatMap(specsOf)
  .map((spec) => `    ${spec}\n`)
  .join("")}  )
  for ((at = 2; at < CURRENT; at++)); do
    case $words[at] in
      (${names}) command=$words[at] found=at ;;
${valued.length === 0 ? "" : `      (${valued.join("|")}) ((at++)); continue ;;\n`}      (${[flags, ...valued.map((flag) => `${flag}=*`)].join("|")}) continue ;;
      (*) command=${standard.name} ;;
    esac
    break
  done
  # Without its name a command looks like a program of its own.
  if ((found)); then
    words[found]=()
    ((CURRENT--))
  fi
  [[ -z $command ]] && operands=${name}_first
  case \${command:-${standard.name}} in
${commands.map(commandCase).join("")}  esac
}
if [[ $funcstack[1] == ${name} ]]; then
  ${name} "$@"
else
  (($+functions[compdef])) || { autoload -Uz compinit && compinit -i; }
  compdef ${name} ${program}
fi
`;
}

function commandCase({ name, options, operands, foreign }: CompletedCommand): string {
  const alien = foreign ? "      ((${words[(ie)--]} < CURRENT)) && return 1\n" : "";
  return `    (${name})
${alien}      _arguments -s -S $general \\
${options
  .flatMap(specsOf)
  .map((spec) => `        ${spec} \\\n`)
  .join("")}        "*:${operands.kind === "file" ? "file" : " "}:\${operands:-${actionOf(operands)}}"
      ;;
`;
}

/** One spec for each flag: a short one can have its value in the same word, a long one after `=`. */
function specsOf({ flags, description, value, repeatable }: CompletedOption): readonly string[] {
  const excluded = repeatable ? "*" : flags.length > 1 ? `(${flags.join(" ")})` : "";
  return flags.map((flag) => {
    const joint = value === undefined ? "" : flag.startsWith("--") ? "=" : "+";
    const taken = value === undefined ? "" : `:${escaped(value.name)}:${actionOf(value.values)}`;
    return quoted(`${excluded}${flag}${joint}[${escaped(description)}]${taken}`);
  });
}

function actionOf(values: Values): string {
  switch (values.kind) {
    case "file":
      return "_files";
    case "directory":
      return "_files -/";
    case "words":
      return `(${values.words.join(" ")})`;
    case "free":
      return " ";
  }
}

/** Colons and brackets separate the parts of a spec. */
function escaped(text: string): string {
  return text.replace(/[\\:[\]]/g, "\\$&");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
