/**
 * The plugin's process: `pulumi-resource-realtimekit [<engine's address>]`, as the engine starts it.
 * It prints the port that it listens on, and ends when the engine does.
 */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Engine, serve } from "./server.ts";
import type { Remote } from "./remote.ts";
import { Service } from "./service.ts";
import { endWithParent } from "./parent.ts";

/** The bundle's folder. */
const directory = import.meta.dirname;

/** Loads what is loaded only when a program uses it. */
function remote(): Promise<Remote> {
  return Promise.resolve(createRequire(join(directory, "/"))("./remote.cjs") as Remote);
}

async function main(): Promise<void> {
  const engine = new Engine(process.argv.slice(2).find((word) => !word.startsWith("-")));
  const schema = () => readFile(join(directory, "schema.json"), "utf8");
  const { version } = JSON.parse(await readFile(join(directory, "package.json"), "utf8")) as {
    version: string;
  };
  const service = new Service({
    version,
    schema,
    remote,
    engine,
  });
  const { port } = await serve(service);
  endWithParent();
  process.stdout.write(`${port}\n`);
}

void main();
