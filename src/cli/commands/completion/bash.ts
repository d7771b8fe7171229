/** The completion script for bash 4 and later. On bash 3.2, which macOS has, it completes files in some places where it should not. */

import {
  type Completed,
  type CompletedCommand,
  type CompletedOption,
  type Values,
  valuedFlags,
} from "./words.js";

export function bashScript({ program, commands, standard, general }: Completed): string {
  const name = `_${program}`;
  const names = commands.map((command) => command.name);
  return `# ${program} completion bash: what ${program} takes, for bash.
${name}() {
  local IFS=$' \\t\\n'
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]}
  local command= past= foreign= valued= options= kind=free words= word i
  COMPREPLY=()
  # --option=value comes as three words.
  if [[ $cur == '=' ]]; then
    cur=
  elif [[ $prev == '=' ]]; then
    prev=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if [[ $word == -- ]]; then
      past=1
      : "\${command:=${standard.name}}"
      break
    fi
    [[ -n $command ]] && continue
    case $word in
      ${names.join("|")}) command=$word ;;
${valueSkips(general)}      ${flagsOf(general).join("|")}) ;;
      *) command=${standard.name} ;;
    esac
  done
  case \${command:-${standard.name}} in
${commands.map((command) => commandCase(command, general)).join("")}  esac
  [[ -n $past && -n $foreign ]] && return
  if [[ -z $past && -z $valued && $cur == -* ]]; then
    COMPREPLY=($(compgen -W "$options ${flagsOf(general).join(" ")}" -- "$cur"))
    return
  fi
  if [[ -z $command && -z $valued ]]; then
    COMPREPLY=($(compgen -W '${names.join(" ")}' -- "$cur"))
    if ((\${#COMPREPLY[@]})); then
      while IFS= read -r word; do
        [[ -n $word ]] && COMPREPLY+=("$word")
      done <<<"$(compgen -f -- "$cur")"
      compopt -o filenames 2>/dev/null
      return
    fi
  fi
  # Files are left to bash itself, which knows how to quote them.
  case $kind in
    file) compopt -o default 2>/dev/null ;;
    directory) compopt -o dirnames 2>/dev/null ;;
    words) COMPREPLY=($(compgen -W "$words" -- "$cur")) ;;
  esac
}
if ((BASH_VERSINFO[0] < 4)); then
  complete -o default -F ${name} ${program}
else
  complete -F ${name} ${program}
fi
`;
}

function flagsOf(options: readonly CompletedOption[]): readonly string[] {
  return options.flatMap(({ flags }) => flags);
}

/** Skips the value of a general option: it is not a command. */
function valueSkips(general: readonly CompletedOption[]): string {
  const valued = valuedFlags(general);
  if (valued.length === 0) return "";
  return `      ${valued.join("|")})
        [[ \${COMP_WORDS[i+1]} == '=' ]] && ((i++))
        ((i++))
        ;;
`;
}

function commandCase(
  { name, options, operands, foreign }: CompletedCommand,
  general: readonly CompletedOption[],
): string {
  const valued = [...options, ...general].flatMap(({ flags, value }) =>
    value === undefined ? [] : [`          ${flags.join("|")}) valued=1 ${assigned(value.values)} ;;\n`],
  );
  const values =
    valued.length === 0
      ? ""
      : `      if [[ -z $past ]]; then\n        case $prev in\n${valued.join("")}        esac\n      fi\n`;
  return `    ${name})
      ${assigned(operands)} options='${flagsOf(options).join(" ")}'${foreign ? " foreign=1" : ""}
${values}      ;;
`;
}

function assigned(values: Values): string {
  return values.kind === "words" ? `kind=words words='${values.words.join(" ")}'` : `kind=${values.kind}`;
}
