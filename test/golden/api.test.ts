/** The library's shape, as those who import it see it. `npm run api` writes the reports anew. */

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  Extractor,
  ExtractorConfig,
  ExtractorLogLevel,
  type ExtractorMessage,
} from "@microsoft/api-extractor";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectGolden } from "../support/golden.js";
import { ROOT } from "../support/run.js";

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "arnsubst-api-"));
});
afterAll(() => rmSync(directory, { recursive: true }));

const IGNORED = { logLevel: ExtractorLogLevel.None };

/** As API Extractor lists the exports of declarations that the build has made. */
function reportOf(name: string, declarations: string): string {
  const config = ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: join(ROOT, "package.json"),
    configObject: {
      projectFolder: ROOT,
      mainEntryPointFilePath: join(ROOT, declarations),
      compiler: { tsconfigFilePath: join(ROOT, "tsconfig.json") },
      newlineKind: "lf",
      apiReport: {
        enabled: true,
        reportFileName: name,
        reportFolder: directory,
        reportTempFolder: directory,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        extractorMessageReporting: {
          // All that is exported is public.
          "ae-missing-release-tag": IGNORED,
          // Each of the two exports what the other mentions; `public-face.test.ts` looks at them together.
          "ae-forgotten-export": IGNORED,
        },
      },
    },
  });
  // Its remarks go into the report.
  const quietly = (message: ExtractorMessage) => {
    message.handled = true;
  };
  const { errorCount } = Extractor.invoke(config, { localBuild: true, messageCallback: quietly });
  expect(errorCount).toBe(0);
  return readFileSync(join(directory, `${name}.api.md`), "utf8");
}

test.each([
  ["library", "dist/index.d.ts"],
  ["providers", "dist/providers/index.d.ts"],
])("%s", (name, declarations) => {
  expectGolden(reportOf(name, declarations), join(ROOT, "test/golden", `${name}.api.md`));
});
