import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Tests of the real executable start processes; two cores are all that CI has.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
