/** `arnsubst completion`: its operand and help. */

import type { CommandDefinition } from "./definition.js";

export const SHELLS = ["bash", "zsh", "fish"] as const;

export type Shell = (typeof SHELLS)[number];

export const completion: CommandDefinition = {
  name: "completion",
  operands: "<shell>",
  choices: SHELLS,
  description: "print a completion script for bash, zsh or fish",
  help: {
    examples: [
      'eval "$(arnsubst completion bash)"   # add to ~/.bashrc',
      "source <(arnsubst completion zsh)    # add to ~/.zshrc",
      "arnsubst completion fish > ~/.config/fish/completions/arnsubst.fish",
    ],
    reads: "nothing",
  },
};
