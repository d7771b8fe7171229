/** What to say of an error that nobody has expected. */

/** The message and the hint for what was thrown. */
export async function messageFor(thrown: unknown): Promise<[message: string, hint?: string]> {
  const { syscall, code } = (thrown instanceof Error ? thrown : {}) as NodeJS.ErrnoException;
  // A stream that the shell has opened: a full disk behind `>`, for example.
  if (syscall === "write") return [`the output cannot be written (${code})`];
  if (syscall === "uv_cwd")
    return ["the working directory no longer exists", "change to another directory with cd, and run again"];
  return [
    `a bug in arnsubst: ${await nameOf(thrown)}`,
    "please report it, with the command and without the secrets",
  ];
}

/** An error's name, and its place in the source. Leaves out the message, which could quote a secret's value. */
async function nameOf(thrown: unknown): Promise<string> {
  if (!(thrown instanceof Error)) return "it threw a value that is not an Error";
  const { sourcePlace } = await import("./source-place.js");
  const at = sourcePlace(thrown);
  const { code } = thrown as NodeJS.ErrnoException;
  return [thrown.name, code, at === undefined ? undefined : `at ${at}`].filter(Boolean).join(" ");
}
