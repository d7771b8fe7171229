/** A certificate authority and what it has signed, made by `openssl` for one run of the tests: no key is kept. */

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Identity } from "./secrets-server.js";

export interface Authority {
  /** The path of its certificate. */
  readonly bundle: string;
  /** A server's key and certificate, for a subject such as `IP:127.0.0.1` or `DNS:example.com`. */
  identityFor(subject: string): Identity;
  remove(): void;
}

const KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];

export function createAuthority(): Authority {
  const directory = mkdtempSync(join(tmpdir(), "arnsubst-test-"));
  const at = (name: string) => join(directory, name);
  const openssl = (...args: readonly string[]) =>
    execFileSync("openssl", args, { stdio: "pipe", cwd: directory });
  openssl(
    "req",
    "-x509",
    ...KEY,
    "-keyout",
    "ca.key",
    "-out",
    "ca.pem",
    "-days",
    "2",
    "-subj",
    "/CN=Test CA",
  );
  return {
    bundle: at("ca.pem"),
    identityFor(subject) {
      openssl("req", "-new", ...KEY, "-keyout", "own.key", "-out", "own.csr", "-subj", "/CN=Test server");
      writeFileSync(at("own.ext"), `subjectAltName=${subject}\n`);
      const ca = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial"];
      const term = ["-days", "2", "-extfile", "own.ext"];
      openssl("x509", "-req", "-in", "own.csr", "-out", "own.pem", ...ca, ...term);
      return { key: readFileSync(at("own.key"), "utf8"), cert: readFileSync(at("own.pem"), "utf8") };
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}
