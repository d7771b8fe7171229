/** Makes files and directories with a umask of ours. */

/** The user's umask may deny us our own files. Only for what is synchronous: the umask is the whole process's. */
export function privately<T>(make: () => T): T {
  const umask = process.umask(0o077);
  try {
    return make();
  } finally {
    process.umask(umask);
  }
}
