/** A PostgreSQL server for a test, which listens on this machine only. */
import { chown, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCaptured } from "../../cli/processes.ts";
import { freePort } from "./port.ts";
import type { StateStore } from "./state-store.ts";
import type { Scene } from "./story.ts";

/** The user for PostgreSQL if we are root, which it refuses; Debian's package creates this user. */
const USER = "postgres";

/** The directory of its programs, on PATH or from Debian's package; undefined if it is not installed. */
export async function findPostgres(): Promise<string | undefined> {
  const debian = "/usr/lib/postgresql";
  const versions = await readdir(debian).catch(() => []);
  const newest = versions.toSorted((a, b) => Number(b) - Number(a));
  const places = [...newest.map((version) => join(debian, version, "bin")), ...onPath()];
  for (const place of places) {
    const files = await readdir(place).catch((): string[] => []);
    if (["initdb", "pg_ctl", "psql"].every((file) => files.includes(file))) return place;
  }
  return undefined;
}

function onPath(): string[] {
  return (process.env.PATH ?? "").split(":").filter(Boolean);
}

/** Starts a server. Closing it removes its data. */
export async function openPostgres(programs: string): Promise<Scene<StateStore>> {
  const directory = await mkdtemp(join(tmpdir(), "realtimekit-postgres-"));
  const data = join(directory, "data");
  const run = runner(programs, directory);
  const remove = () => rm(directory, { recursive: true, force: true });
  try {
    await own(directory);
    const flags = ["--auth=trust", "--username=pulumi", "--encoding=UTF8", "--no-sync"];
    await run("initdb", [...flags, "--pgdata", data]);
    const port = await freePort();
    const settings = `-c listen_addresses=127.0.0.1 -c port=${port} -c unix_socket_directories= -c fsync=off`;
    const log = join(directory, "log");
    await run("pg_ctl", ["start", "--wait", "--pgdata", data, "--log", log, "-o", settings]);
    const database = `postgres://pulumi@127.0.0.1:${port}/postgres?sslmode=disable`;
    const query = async (sql: string) => {
      const text = await run("psql", ["--no-psqlrc", "-At", "-c", sql, database]);
      return text.trim().split("\n").filter(Boolean);
    };
    const stop = () => run("pg_ctl", ["stop", "--wait", "--mode=immediate", "--pgdata", data]);
    const files = async () => {
      const rows = await query(
        "SELECT key || ' ' || (data->>'data') FROM pulumi_state WHERE data->>'data' IS NOT NULL",
      );
      return new Map(rows.map((row) => fileIn(row)));
    };
    return { scene: { backend: database, files }, close: () => stop().finally(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Keys start with the name of the database; files are in base64. */
function fileIn(row: string): [string, string] {
  const [key = "", data = ""] = row.split(" ");
  return [key.replace(/^postgres\//, ""), Buffer.from(data, "base64").toString()];
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** As root, changes the owner of the directory to the user of the server. */
async function own(directory: string): Promise<void> {
  if (!isRoot()) return;
  const [uid, gid] = await Promise.all(["-u", "-g"].map(async (flag) => await idOf(flag)));
  await chown(directory, uid ?? 0, gid ?? 0);
}

async function idOf(flag: string): Promise<number> {
  const { stdout } = await runCaptured("id", [flag, USER]);
  return Number(stdout);
}

/** Runs a program of PostgreSQL, not as root. */
function runner(programs: string, cwd: string) {
  return async (program: string, args: string[]): Promise<string> => {
    const command = [join(programs, program), ...args];
    const [file = "", ...rest] = isRoot() ? ["runuser", "-u", USER, "--", ...command] : command;
    const env = { ...process.env, LC_ALL: "C" };
    const { code, stdout, stderr } = await runCaptured(file, rest, { cwd, env, timeoutMs: 60_000 });
    if (code !== 0) throw new Error(`${program} failed: ${stderr}${stdout}`);
    return stdout;
  };
}
