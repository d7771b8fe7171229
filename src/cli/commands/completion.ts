/** `arnsubst completion`: its operand and help. */

import type { CommandDefinition } from "./definition.js";

export const SHELLS = ["bash", "zsh", "fish"] as const;

export type Shell = (typeof SHELLS)[number];

export const completion: CommandDefinition = {
  name: "completion",
  operands: "<shell>",
  choices: SHELLS,
  description: "a script that completes commands, options and files: bash, zsh, fish",
  help: {
    examples: [
      'eval "$(arnsubst completion bash)"   # a line for ~/.bashrc',
      "source <(arnsubst completion zsh)    # a line for ~/.zshrc",
      "arnsubst completion fish | source    # for ~/.config/fish/config.fish",
    ],
    standalone: true,
  },
};
