/** Why an input cannot be read. */

/** A refusal of ours: the system would let us read it. */
export type Refusal =
  | { readonly kind: "directory" }
  | { readonly kind: "irregular"; readonly what: string }
  | { readonly kind: "outside" }
  | { readonly kind: "too-large"; readonly limit: number };

export type InputError =
  | { readonly kind: "missing"; readonly path: string }
  | { readonly kind: "unreadable"; readonly path: string; readonly code: string }
  /** `found`: in a directory, so the command line is not wrong. */
  | (Refusal & { readonly path: string; readonly found?: boolean });

/** What an error of the file system means to the user. */
export function inputErrorOf(path: string, thrown: unknown): InputError {
  const code = String((thrown as NodeJS.ErrnoException).code ?? "unknown");
  if (code === "ENOENT" || code === "ENOTDIR") return { kind: "missing", path };
  if (code === "EISDIR") return { kind: "directory", path };
  return { kind: "unreadable", path, code };
}
