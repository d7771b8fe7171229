/** Reads the certificate authorities that AWS_CA_BUNDLE names. */

import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createSecureContext, type SecureContext } from "node:tls";
import { networkError } from "../errors/errors.js";
import type { Env } from "./proxies.js";

const CERTIFICATE = /-----BEGIN ((?:X509 |TRUSTED )?CERTIFICATE)-----[^-]+-----END \1-----/g;

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
  EISDIR: "it is a directory",
  EACCES: "permission denied",
};

/**
 * AWS_CA_BUNDLE replaces Node's root certificates, as in the AWS CLI. Node adds NODE_EXTRA_CA_CERTS to its own roots only,
 * so this adds them to the bundle. Undefined where there is no bundle, and Node's roots count.
 *
 * @throws Error with a reason, where the bundle is not a file of certificates
 */
export async function trustedBy(env: Env): Promise<SecureContext | undefined> {
  const { AWS_CA_BUNDLE: bundle, NODE_EXTRA_CA_CERTS: extra } = env;
  if (!bundle) return undefined;
  const own = blocksIn(await read(bundle));
  // Node has already warned about an extra file that cannot be read, and ignores it.
  const added = extra ? blocksIn(await readFile(extra, "latin1").catch(() => "")) : [];
  // One valid certificate is enough: Node skips invalid ones, and checking them all would take twice the time.
  if (!own.some(isCertificate)) throw unusable(bundle, "it contains no certificate in PEM format");
  return createSecureContext({ ca: [...own, ...added] });
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, "latin1");
  } catch (thrown) {
    const code = String((thrown as NodeJS.ErrnoException).code ?? "unknown");
    throw unusable(path, REASONS[code] ?? code);
  }
}

function blocksIn(text: string): readonly string[] {
  return Array.from(text.matchAll(CERTIFICATE), ([pem]) => pem);
}

function isCertificate(pem: string): boolean {
  try {
    new X509Certificate(pem);
    return true;
  } catch {
    return false;
  }
}

function unusable(path: string, reason: string): Error {
  return networkError({
    kind: "setting",
    detail: `AWS_CA_BUNDLE names ${path}, which cannot be used: ${reason}`,
    fix: "correct the variable or unset it; name a file of certificates in PEM format",
  });
}
