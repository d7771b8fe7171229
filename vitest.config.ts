import { defineConfig } from "vitest/config";

/** Read back by another parser, killed a hundred times, against a server that is slow: what takes its time. */
const SLOW = "test/**/*.slow.test.ts";
/** What is tried by chance, as often as `ARNSUBST_RUNS` says, and what takes long because it measures. */
const SOAK = ["test/**/*.soak.test.ts", "test/faithful/{properties,entries}.test.ts"];

/** What is installed from packages and executables, which `.ci/run` builds before. */
const PACKAGING = "test/packaging/*.test.ts";

const project = (name: string, include: readonly string[], exclude: readonly string[] = []) => ({
  extends: true as const,
  test: { name, include: [...include], exclude: [...exclude] },
});

export default defineConfig({
  test: {
    projects: [
      project("quick", ["test/**/*.test.ts"], [SLOW, "test/**/*.soak.test.ts", PACKAGING]),
      project("slow", [SLOW]),
      project("soak", SOAK),
      project("packaging", [PACKAGING]),
    ],
    // Most of what runs waits for a process of its own.
    maxWorkers: "100%",
    // Tests of the real executable start processes; two cores are all that CI has.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
