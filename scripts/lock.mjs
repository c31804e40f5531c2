// A lock that two commands on one machine (or two containers on one volume) can share. It is a
// directory, because making one is atomic everywhere, and its holder touches it every second, because
// a process id says nothing across containers and nothing after a kill: a lock nobody touched for
// half a minute is nobody's. Plain JavaScript: bootstrap.mjs needs it before anything is installed.
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const STALE_MS = 30_000;

export async function withLock(path, work, onWait) {
  await acquire(path, onWait);
  const heartbeat = setInterval(() => touch(path), 1_000);
  heartbeat.unref();
  const release = () => rmSync(path, { recursive: true, force: true });
  process.once("exit", release);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    process.off("exit", release);
    release();
  }
}

async function acquire(path, onWait) {
  mkdirSync(dirname(path), { recursive: true });
  for (let told = false; !tryMake(path);) {
    if (isStale(path)) {
      rmSync(path, { recursive: true, force: true });
      continue;
    }
    if (!told) onWait?.(holder(path));
    told = true;
    await sleep(500);
  }
}

function tryMake(path) {
  try {
    mkdirSync(path);
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
  writeFileSync(join(path, "holder"), `process ${process.pid}`);
  return true;
}

function holder(path) {
  try {
    return readFileSync(join(path, "holder"), "utf8");
  } catch {
    return "another process";
  }
}

function isStale(path) {
  try {
    return Date.now() - statSync(path).mtimeMs > STALE_MS;
  } catch {
    return false; // released just now: the next try makes it
  }
}

function touch(path) {
  try {
    const now = new Date();
    utimesSync(path, now, now);
  } catch {
    // taken away by somebody's hand; what is made ends in an atomic rename all the same
  }
}
