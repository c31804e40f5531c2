// The way into every command of this checkout: `node scripts/bootstrap.mjs <command> [arguments]`.
//
// Plain JavaScript without dependencies, for any Node from 20 on: it is what runs in a fresh clone.
// It installs the packages where that is needed, then runs the command's TypeScript with the Node 24
// that came with them (the `node` package), because @pulumi/pulumi needs 22 and type stripping 22.18.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

// What starts the Node that comes with the packages; who installs one shall have what engines asks for.
const MINIMUM_NODE = 20;
const MINIMUM_NPM = 9; // the one that came with Node 20; older ones read no lockfile of this format

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
  build: ["publish/package.ts"],
  docs: ["publish/docs.ts"],
  adopt: ["scripts/with-stack.ts", "adopt"],
  doctor: ["scripts/with-stack.ts", "doctor"],
  review: ["scripts/review.ts"],
  lint: ["scripts/checks.ts", "lint"],
  format: ["scripts/checks.ts", "format"],
  typecheck: ["scripts/checks.ts", "typecheck"],
};

class Problem extends Error {}

async function main([name, ...args]) {
  const [script, ...first] = COMMANDS[name] ?? [];
  if (!script)
    throw new Problem(`There is no command "${name ?? ""}": ${Object.keys(COMMANDS).join(", ")}.`);
  if (Number.parseInt(process.versions.node, 10) < MINIMUM_NODE) {
    throw new Problem(
      `Node ${process.versions.node} is too old: install Node ${wantedNode()} or later (https://nodejs.org) and run this again.`,
    );
  }
  await installPackages();
  const env = { ...process.env, PATH: [bin, process.env.PATH].filter(Boolean).join(delimiter) };
  return await passThrough(join(bin, "node"), [join(root, script), ...first, ...args], { env });
}

function wantedNode() {
  const { engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return engines.node.replace(">=", "");
}

/** `npm ci` where node_modules is not what package-lock.json says; nothing at all where it is. */
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
 * One `npm ci` at a time: of two at once both end well, and packages are missing. Its holder touches
 * the lock, which after half a minute without is nobody's: its holder was killed. Beside
 * node_modules, not in it: npm ci empties that first.
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
    if (!told) console.error("Waiting for another command, which is installing the packages.");
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
 * npm leaves its own lockfile in node_modules as the last step of an install, so one that was cut off
 * has none. Packages for other platforms are optional and absent from it.
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
  // npm empties node_modules, so neither npm nor an install script may run the Node from there.
  const path = (process.env.PATH ?? "").split(delimiter).filter((dir) => resolve(dir) !== bin);
  const env = { ...process.env, PATH: path.join(delimiter) };
  const version = spawnSync("npm", ["--version"], { env, encoding: "utf8" }).stdout?.trim();
  if (!version)
    throw new Problem(
      "npm is not on PATH: install Node together with npm (https://nodejs.org) and run this again.",
    );
  if (Number.parseInt(version, 10) < MINIMUM_NPM) {
    throw new Problem(
      `npm ${version} is too old: npm ${MINIMUM_NPM} or later is needed (npm install --global npm).`,
    );
  }
  console.error(
    "Installing the packages from package-lock.json (npm ci). This takes a minute the first time.",
  );
  // A warning that some package would rather have a newer Node is no concern of the reader's: it gets one.
  // npm's own output goes to stderr, so that stdout stays the command's (`stack output --json`).
  const code = await passThrough(
    "npm",
    ["ci", "--include=dev", "--loglevel=error", "--no-progress"],
    {
      cwd: root,
      env,
      stdio: ["ignore", 2, 2],
    },
  );
  if (code !== 0)
    throw new Problem(`npm ci did not succeed (exit status ${code}); what it says is above.`);
  if (!installed()) {
    throw new Problem(
      "npm ci succeeded, but node_modules is not what package-lock.json says: remove node_modules and run this again.",
    );
  }
}

/** Runs a program in our place: our streams, our signals, and its exit status. */
function passThrough(command, args, options) {
  return new Promise((done, failed) => {
    const child = spawn(command, args, { stdio: "inherit", ...options });
    const forward = (signal) => {
      // Ctrl-C at a terminal reaches the child by itself; a second one would mean "at once".
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

/** An npm that was killed could pass no signal on: the emulator would hold its port for good. */
function endWithNpm(child) {
  if (process.env.npm_lifecycle_event && process.ppid !== parent) child.kill("SIGTERM");
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(
    error instanceof Problem ? error.message : `Something is wrong in this tool: ${error.stack}`,
  );
  process.exitCode = 1;
}
