// Runs every command of this checkout: `node scripts/bootstrap.mjs <command> [arguments]`.
//
// Plain JavaScript without dependencies for Node 20 or later, because it runs in a fresh clone. It installs
// the packages if needed, then runs the command's TypeScript with the Node 24 of the `node` package, because
// @pulumi/pulumi needs Node 22 and type stripping needs 22.18.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

// The minimum to run this file. The error message recommends the version in `engines`.
const MINIMUM_NODE = 20;
const MINIMUM_NPM = 9; // the version in Node 20; older ones cannot read this lockfile

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const modules = join(root, "node_modules");
const bin = join(modules, ".bin");

const JEST = "node_modules/jest/bin/jest.js";
const FAST_TESTS = ["--selectProjects", "unit", "contract", "provider", "native"];

const COMMANDS = {
  start: ["scripts/start.ts"],
  test: ["test/run.ts"],
  "test:watch": [JEST, "--watch", ...FAST_TESTS],
  coverage: ["node_modules/c8/bin/c8.js", "node", JEST, ...FAST_TESTS],
  pulumi: ["scripts/pulumi.ts"],
  emulator: ["emulator/main.ts"],
  bench: ["test/bench/main.ts"],
  soak: ["test/soak/main.ts"],
  languages: ["scripts/languages.ts"],
  build: ["publish/package.ts"],
  docs: ["publish/docs.ts"],
  adopt: ["scripts/with-stack.ts", "adopt"],
  doctor: ["scripts/with-stack.ts", "doctor"],
  rehearse: ["scripts/with-stack.ts", "rehearse"],
  conformance: ["scripts/conformance.ts"],
  contract: ["test/contract-types/main.ts"],
  review: ["scripts/review.ts"],
  lint: ["scripts/checks.ts", "lint"],
  format: ["scripts/checks.ts", "format"],
  typecheck: ["scripts/checks.ts", "typecheck"],
};

class Problem extends Error {}

async function main([name, ...args]) {
  const [script, ...first] = COMMANDS[name] ?? [];
  if (!script)
    throw new Problem(
      `There is no command "${name ?? ""}". Use one of ${Object.keys(COMMANDS).join(", ")}.`,
    );
  if (Number.parseInt(process.versions.node, 10) < MINIMUM_NODE) {
    throw new Problem(
      `Node ${process.versions.node} is too old: install Node ${wantedNode()} or later (https://nodejs.org) and run this again.`,
    );
  }
  await installPackages();
  const env = { ...process.env, PATH: [bin, process.env.PATH].filter(Boolean).join(delimiter) };
  // Types are stripped and modules compiled only once. Coverage would be less exact.
  if (name !== "coverage") env.NODE_COMPILE_CACHE ??= join(root, ".pulumi-dev", "compiled");
  return await passThrough(join(bin, "node"), [join(root, script), ...first, ...args], { env });
}

function wantedNode() {
  const { engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return engines.node.replace(">=", "");
}

/** Runs `npm ci` if node_modules does not match package-lock.json. */
async function installPackages() {
  if (installed()) return;
  const release = await lock();
  process.once("exit", release);
  try {
    if (!installed()) await npmCi();
  } finally {
    process.off("exit", release);
    release();
  }
}

/**
 * Allows only one `npm ci` at a time: two at once both succeed, but packages are missing. The holder touches
 * the lock every second; after 30 seconds without a touch, the holder was killed. The lock is not in
 * node_modules, because npm ci empties it.
 */
async function lock() {
  const path = join(root, ".pulumi-dev", "npm-ci.lock");
  mkdirSync(dirname(path), { recursive: true });
  for (let told = false; !made(path);) {
    const touched = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - touched > 30_000) {
      rmSync(path, { recursive: true, force: true });
      continue;
    }
    if (!told) console.error("Waiting for another command to install the packages.");
    told = true;
    await sleep(500);
  }
  const touch = setInterval(() => {
    if (existsSync(path)) utimesSync(path, new Date(), new Date());
  }, 1_000).unref();
  return () => {
    clearInterval(touch);
    rmSync(path, { recursive: true, force: true });
  };
}

function made(path) {
  try {
    mkdirSync(path);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

/**
 * npm writes its own lockfile in node_modules as the last step, so an interrupted install has none. It does
 * not contain optional packages for other platforms.
 */
function installed() {
  const wanted = readPackages(join(root, "package-lock.json"));
  const present = readPackages(join(modules, ".package-lock.json"));
  if (!wanted)
    throw new Problem(
      "package-lock.json is missing or damaged: restore it with git checkout -- package-lock.json.",
    );
  if (!present || !existsSync(join(bin, "node"))) return false;
  const { dependencies, devDependencies } = wanted[""] ?? {};
  const direct = Object.keys({ ...dependencies, ...devDependencies });
  return (
    direct.every((name) => existsSync(join(modules, name, "package.json"))) &&
    Object.keys(present).every((path) => path in wanted) &&
    Object.entries(wanted).every(
      ([path, entry]) => path === "" || entry.link || sameOrSkipped(entry, present[path]),
    )
  );
}

function sameOrSkipped(wanted, present) {
  if (!present) return wanted.optional === true;
  return wanted.version === present.version && wanted.integrity === present.integrity;
}

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8")).packages;
  } catch {
    return undefined;
  }
}

async function npmCi() {
  // npm empties node_modules, so npm and install scripts must not use the Node in it.
  const path = (process.env.PATH ?? "").split(delimiter).filter((dir) => resolve(dir) !== bin);
  const env = { ...process.env, PATH: path.join(delimiter) };
  const version = spawnSync("npm", ["--version"], { env, encoding: "utf8" }).stdout?.trim();
  if (!version)
    throw new Problem(
      "npm is not on PATH: install Node together with npm (https://nodejs.org) and run this again.",
    );
  if (Number.parseInt(version, 10) < MINIMUM_NPM) {
    throw new Problem(
      `npm ${version} is too old: install npm ${MINIMUM_NPM} or later (npm install --global npm) and run this again.`,
    );
  }
  console.error(
    "Installing the packages from package-lock.json (npm ci). This takes a minute the first time.",
  );
  // Only errors: warnings about the Node version do not apply, because the commands use another Node. npm's
  // output goes to stderr, so that stdout is only the command's (`stack output --json`).
  const code = await passThrough(
    "npm",
    ["ci", "--include=dev", "--loglevel=error", "--no-progress"],
    {
      cwd: root,
      env,
      stdio: ["ignore", 2, 2],
    },
  );
  if (code !== 0) throw new Problem(`npm ci failed (exit status ${code}); its output is above.`);
  if (!installed()) {
    throw new Problem(
      "npm ci succeeded, but node_modules does not match package-lock.json: remove node_modules and run this again.",
    );
  }
}

/** Runs a program with our streams and signals; returns its exit status. */
function passThrough(command, args, options) {
  return new Promise((done, failed) => {
    const child = spawn(command, args, { stdio: "inherit", ...options });
    const forward = (signal) => {
      // At a terminal, Ctrl-C reaches the child anyway; a second signal would mean "stop at once".
      if (signal === "SIGINT" && process.stdin.isTTY) return;
      child.kill(signal);
    };
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
    for (const signal of signals) process.on(signal, forward);
    const watch = setInterval(endWithNpm, 1_000, child).unref();
    const finish = () => {
      clearInterval(watch);
      for (const signal of signals) process.off(signal, forward);
    };
    child.once("error", (error) => {
      finish();
      failed(new Problem(`${command} could not be started: ${error.message}.`));
    });
    child.once("exit", (code, signal) => {
      finish();
      done(code ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
}

const parent = process.ppid;

/** Ends the child if npm was killed and could not pass on a signal; the emulator would keep its port. */
function endWithNpm(child) {
  if (process.env.npm_lifecycle_event && process.ppid !== parent) child.kill("SIGTERM");
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(
    error instanceof Problem
      ? error.message
      : `This is a bug in this tool, please report it: ${error.stack}`,
  );
  process.exitCode = 1;
}
