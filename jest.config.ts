/**
 * Tests run as Node runs the code itself: native modules, types stripped, nothing transformed
 * (jest-light-runner). Each project is a folder or a few; `--selectProjects unit` runs one of them.
 */
import { availableParallelism } from "node:os";
import type { Config } from "jest";

/** What each project needs decides where a test lies: the first four need neither the CLI nor a build. */
const projects: Readonly<Record<string, readonly string[]>> = {
  /** Pure code, no server. */
  unit: ["unit", "reader"],
  /** The emulator against the official SDK, and the checks of the real API against the emulator. */
  contract: ["contract", "conformance"],
  /** The provider and the lookups, called in this process, against an emulator. */
  provider: ["provider", "lookups"],
  /** The same provider's tests through the native plugin, and those of its own. */
  native: ["provider", "native"],
  /** The commands: review, adopt, doctor, those of this checkout, and those that the docs show. */
  tools: ["review", "adopt", "doctor", "rehearse", "scripts", "docs"],
  /** The real Pulumi CLI. */
  e2e: ["e2e"],
  /** A sample of what `npm run soak` runs in full. */
  soak: ["soak"],
};

/** What a project's workers load before anything else. */
const setUp: Readonly<Record<string, readonly string[]>> = {
  native: ["<rootDir>/test/support/native-host.ts"],
};

const config: Config = {
  // One more than there are cores, for a command now and then waits: for a lock, an answer, an end.
  // With one worker the runner breaks.
  maxWorkers: availableParallelism() + 1,
  testSequencer: "<rootDir>/test/support/sequencer.ts",
  reporters: ["default"],
  projects: Object.entries(projects).map(([displayName, folders]) => ({
    displayName,
    runner: ["jest-light-runner", { runtime: "child_process" }],
    testMatch: folders.map((folder) => `<rootDir>/test/${folder}/**/*.test.ts`),
    moduleFileExtensions: ["ts", "mts", "js", "mjs", "json"],
    transform: {},
    setupFilesAfterEnv: ["<rootDir>/test/support/time-limit.ts"],
    setupFiles: [
      ...(setUp[displayName] ?? []),
      ...(process.env.NODE_V8_COVERAGE ? ["<rootDir>/test/support/coverage.ts"] : []),
    ],
    modulePathIgnorePatterns: [
      "<rootDir>/dist/",
      "<rootDir>/plugin/",
      "<rootDir>/.pulumi-dev/",
      "<rootDir>/examples/",
    ],
  })),
};

export default config;
