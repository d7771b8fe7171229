/**
 * The image, built by `buildah` from its Dockerfile. The base is laid out here, since no registry is asked: a bare root.
 * Skipped without `buildah`, and where the executable has not been built.
 */

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isBuilt, openBareRoot } from "../support/bare-root.js";
import { type Directory, openDirectory } from "../support/directory.js";
import { ROOT } from "../support/run.js";

const PATH = "packaging/docker/Dockerfile";
const VERSION: string = JSON.parse(readFileSync(`${ROOT}package.json`, "utf8")).version;
const [, BASE = ""] = /^FROM (\S+) AS/m.exec(readFileSync(`${ROOT}${PATH}`, "utf8")) ?? [];

describe.skipIf(!isBuilt || !hasBuildah())("the image", () => {
  let storage: Directory;
  beforeAll(() => {
    storage = openDirectory();
    const root = openBareRoot();
    const base = buildah("from", "scratch");
    buildah("copy", "--quiet", base, root.path, "/");
    buildah("commit", "--quiet", base, BASE);
    root.remove();
    const platform = `TARGETARCH=${process.arch === "x64" ? "amd64" : process.arch}`;
    build("arnsubst", "--build-arg", platform, "--build-arg", `VERSION=${VERSION}`, "--file", PATH, ".");
  });
  afterAll(() => storage.remove());

  /** In a storage of its own; no step needs more privileges than `chroot`. */
  function buildah(...args: readonly string[]): string {
    const own = ["--root", storage.at("root"), "--runroot", storage.at("run"), "--storage-driver", "vfs"];
    const env = { ...process.env, BUILDAH_ISOLATION: "chroot" };
    return execFileSync("buildah", [...own, ...args], {
      cwd: ROOT,
      env,
      encoding: "utf8",
      stdio: "pipe",
    }).trim();
  }

  const build = (tag: string, ...args: readonly string[]) =>
    buildah("build", "--pull-never", "--tag", tag, ...args);

  const run = (image: string, ...command: readonly string[]) =>
    buildah("run", buildah("from", "--pull-never", image), "--", ...command);

  test("starts the executable, as a user that is not root", () => {
    const { config } = JSON.parse(buildah("inspect", "--type", "image", "arnsubst")).OCIv1;
    expect(config).toMatchObject({ User: "65532:65532", Entrypoint: ["/arnsubst"] });
    expect(config.Labels).toMatchObject({
      "org.opencontainers.image.title": "arnsubst",
      "org.opencontainers.image.version": VERSION,
    });
    expect(run("arnsubst", "/arnsubst", "--version")).toBe(VERSION);
  });

  test("lends its executable to another", () => {
    const path = storage.write(
      "other/Dockerfile",
      `FROM ${BASE}\nCOPY --from=arnsubst /arnsubst /usr/local/bin/\n`,
    );
    build("other", "--file", path, storage.at("other"));
    expect(run("other", "/usr/local/bin/arnsubst", "--version")).toBe(VERSION);
  });
});

function hasBuildah(): boolean {
  try {
    return execFileSync("buildah", ["--version"], { stdio: "pipe" }).length > 0;
  } catch {
    return false;
  }
}
