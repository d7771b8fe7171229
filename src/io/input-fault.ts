/** What can be wrong with a file that is to be read. */

/** Why a file was not read, though the system would have let us. */
export type Refusal =
  | { readonly kind: "directory" }
  | { readonly kind: "irregular"; readonly what: string }
  | { readonly kind: "outside" }
  | { readonly kind: "too-large"; readonly limit: number };

export type InputFault =
  | { readonly kind: "missing"; readonly path: string }
  | { readonly kind: "unreadable"; readonly path: string; readonly code: string }
  /** `found`: in a directory, so that it is not the command line that is wrong. */
  | (Refusal & { readonly path: string; readonly found?: boolean });

/** What an error of the file system means to the user. */
export function inputFault(path: string, thrown: unknown): InputFault {
  const code = String((thrown as NodeJS.ErrnoException).code ?? "unknown");
  if (code === "ENOENT" || code === "ENOTDIR") return { kind: "missing", path };
  if (code === "EISDIR") return { kind: "directory", path };
  return { kind: "unreadable", path, code };
}
