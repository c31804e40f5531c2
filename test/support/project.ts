/**
 * A Pulumi project for a test: the repository's program (or the test's own), the real CLI, and an emulator,
 * with state, login, data and logs in a temporary directory. Its path contains a space, like users' paths can.
 */
import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { stringify } from "yaml";
import type { Control } from "../../emulator/control-client.ts";
import type { EmulatorOptions } from "../../emulator/server.ts";
import { type Environment, prepare } from "../../scripts/environment.ts";
import type { StateExport } from "./answers.ts";
import { QUICKER } from "./checkout.ts";
import { type Operation, type Run, readEvents, runCli } from "./cli.ts";
import { removeDirectory, temporaryDirectory } from "./directory.ts";
import { cleanEnvironment } from "./environment.ts";
import { ACCOUNT, type ApiAnswer, APP, openEmulator, type TestEmulator } from "./emulator.ts";
import { PASSPHRASE, Secret, encryptionSalt, sealed } from "./config-secrets.ts";
import { keysGivenOut } from "./keys-given-out.ts";
import { linkPackages, manifest, packageManifest } from "./manifest.ts";
import { newStack } from "./new-stack.ts";
import { ensurePlugin } from "./plugin.ts";
import { filesBelow } from "./places.ts";
import { type Place, Secrets } from "./secrets.ts";
import { outputsOf, readState } from "./state.ts";
import { type Scene, type Story, story } from "./story.ts";

export type { StateExport } from "./answers.ts";
export type { Diagnostic, Operation, Run, Step } from "./cli.ts";
export { Secret } from "./config-secrets.ts";
export { ACCOUNT, type ApiAnswer, APP } from "./emulator.ts";

export interface ProjectOptions {
  /** Stack config in addition to the emulator's connection, by key; can contain {@link Secret}s. */
  config?: Record<string, unknown>;
  /** The stack's name. @default "test" */
  stack?: string;
  /** The program in TypeScript. @default the repository's index.ts */
  program?: string;
  /** Whether Pulumi.yaml names the native plugin, which is built then. Only with a program. */
  native?: boolean;
  emulator?: Partial<EmulatorOptions>;
  /** Additional environment variables of every command; undefined removes a variable. */
  env?: NodeJS.ProcessEnv;
}

interface CommandOptions {
  env?: NodeJS.ProcessEnv;
  timeoutMs?: number;
  /** Gets the id of the CLI's process and group, to send signals. */
  onStart?: (pid: number) => void;
}

let environment: Promise<Environment> | undefined;

/** Creates a project with a stack; the caller must close it. */
export async function openProject(options: ProjectOptions): Promise<Scene<Project>> {
  environment ??= prepare(cleanEnvironment());
  const { pulumi, env } = await environment;
  const directory = await temporaryDirectory();
  const emulator = await openEmulator({ data: join(directory, "emulator"), ...options.emulator });
  const close = async () => {
    await emulator.close();
    await removeDirectory(directory);
  };
  try {
    const project = new Project({ directory, emulator, pulumi, env, options });
    await project.prepare();
    return { scene: project, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Creates a project for `work`, and removes it afterwards. */
export async function withProject<T>(
  work: (project: Project) => Promise<T>,
  options: ProjectOptions = {},
): Promise<T> {
  const { scene, close } = await openProject(options);
  try {
    return await work(scene);
  } finally {
    await close();
  }
}

/** Starts a story on a new project in the surrounding describe. */
export function projectStory(options: ProjectOptions = {}): Story<Project> {
  return story(() => openProject(options));
}

export class Project {
  /** The project's directory. */
  readonly directory: string;
  readonly stack: string;
  readonly emulator: TestEmulator;
  /** The emulator's control plane: request log, faults, quirks. */
  readonly control: Control;
  readonly secrets = new Secrets();
  /** The token in the stack's config. */
  readonly token: string;
  /** The path of the Pulumi CLI. */
  readonly cli: string;
  readonly env: NodeJS.ProcessEnv;
  readonly #options: ProjectOptions;
  readonly #logs: Place[] = [];

  constructor(parts: {
    directory: string;
    emulator: TestEmulator;
    pulumi: string;
    env: NodeJS.ProcessEnv;
    options: ProjectOptions;
  }) {
    const { directory, emulator, pulumi, env, options } = parts;
    this.directory = join(directory, "project");
    this.stack = options.stack ?? "test";
    this.emulator = emulator;
    this.control = emulator.control;
    this.token = this.secrets.add(options.emulator?.token ?? "token-of-this-test-0001");
    this.cli = pulumi;
    this.#options = options;
    this.env = {
      ...env,
      PULUMI_HOME: join(directory, "pulumi home"),
      PULUMI_BACKEND_URL: this.backend,
      PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
      PULUMI_STACK: this.stack,
      PULUMI_DEBUG_COMMANDS: "true", // for --event-log
      ...QUICKER,
      ...options.env,
    };
  }

  get #stateDirectory(): string {
    return join(this.directory, "..", "state");
  }

  /** The URL of its backend. */
  get backend(): string {
    return pathToFileURL(this.#stateDirectory).href;
  }

  /** Whether its state is in a backend of the test's own. */
  get #isElsewhere(): boolean {
    return "PULUMI_BACKEND_URL" in (this.#options.env ?? {});
  }

  async prepare(): Promise<void> {
    await mkdir(this.directory, { recursive: true });
    await mkdir(this.#stateDirectory, { recursive: true });
    const { program, native = false } = this.#options;
    if (native) await ensurePlugin();
    await this.#write("Pulumi.yaml", await manifest(program !== undefined, native));
    if (program !== undefined) await this.program(program);
    await this.config(this.#options.config ?? {});
    const init = () => this.#stackCommand(["init", this.stack]);
    if (this.#isElsewhere) await init();
    else await newStack(this.stack, this.#stateDirectory, init);
  }

  /**
   * Replaces the program. It imports this package by name, like a user's program:
   * `import { Livestream } from "pulumi-realtimekit"`. Only for a project with its own program.
   */
  async program(source: string): Promise<void> {
    assert.notEqual(this.#options.program, undefined, "this project runs the repository's program");
    await this.#write("index.ts", source);
    await this.#write("package.json", packageManifest);
    await linkPackages(this.directory);
  }

  /**
   * Replaces the stack's config. The keys for the emulator are included; `undefined` removes a key. A
   * {@link Secret} anywhere is stored encrypted and searched for later.
   */
  async config(values: Record<string, unknown>): Promise<void> {
    const config: Record<string, unknown> = {
      "realtimekit:baseUrl": this.emulator.baseUrl,
      "realtimekit:accountId": this.emulatorAccount,
      "realtimekit:appId": this.#options.emulator?.appId ?? APP,
      "realtimekit:apiToken": new Secret(this.token),
      ...values,
    };
    this.#plant(config);
    const present = Object.entries(config).filter(([, value]) => value !== undefined);
    const file = {
      encryptionsalt: encryptionSalt(),
      config: sealed(Object.fromEntries(present)),
    };
    await this.#write(`Pulumi.${this.stack}.yaml`, stringify(file));
  }

  /** The account in the emulator. */
  get emulatorAccount(): string {
    return this.#options.emulator?.accountId ?? ACCOUNT;
  }

  #plant(value: unknown): void {
    if (value instanceof Secret) this.secrets.add(value.value);
    else if (typeof value === "object" && value !== null) {
      for (const inner of Object.values(value)) this.#plant(inner);
    }
  }

  /** Runs a Pulumi command; its output is searched for secrets unless it is supposed to show them. */
  async pulumi(args: string[], options: CommandOptions = {}): Promise<Run> {
    const run = await runCli(this.cli, args, {
      cwd: this.directory,
      env: { ...this.env, ...options.env },
      ...(options.timeoutMs !== undefined && { timeoutMs: options.timeoutMs }),
      ...(options.onStart !== undefined && { onStart: options.onStart }),
    });
    if (!args.includes("--show-secrets")) {
      this.#logs.push({ name: `what "pulumi ${args.join(" ")}" says`, text: run.text });
    }
    return run;
  }

  async up(args: string[] = [], options?: CommandOptions): Promise<Operation> {
    return await this.#operate(["up", "--yes", "--skip-preview", ...args], options);
  }

  async preview(args: string[] = [], options?: CommandOptions): Promise<Operation> {
    return await this.#operate(["preview", ...args], options);
  }

  async refresh(args: string[] = [], options?: CommandOptions): Promise<Operation> {
    return await this.#operate(["refresh", "--yes", "--skip-preview", ...args], options);
  }

  async destroy(args: string[] = [], options?: CommandOptions): Promise<Operation> {
    return await this.#operate(["destroy", "--yes", "--skip-preview", ...args], options);
  }

  async #operate(args: string[], options?: CommandOptions): Promise<Operation> {
    const log = join(this.directory, "..", `events-${this.#logs.length}.jsonl`);
    const run = await this.pulumi([...args, "--event-log", log], options);
    const events = await readEvents(log);
    const name = `what "pulumi ${args.join(" ")}" reports`;
    this.#logs.push({ name, text: JSON.stringify(events) });
    return { ...run, ...events };
  }

  /** The stack's outputs, as in `pulumi stack output --json`. */
  async outputs({ showSecrets = false } = {}): Promise<Record<string, unknown>> {
    return outputsOf(await this.exportState(), showSecrets);
  }

  /** The state, as in `pulumi stack export`, with encrypted secrets. */
  async exportState(): Promise<StateExport> {
    if (this.#isElsewhere) return JSON.parse(await this.#stackCommand(["export"])) as StateExport;
    return await readState(this.directory, this.#stateDirectory, this.stack);
  }

  /** The output of a `pulumi stack …` command. */
  async #stackCommand(args: string[]): Promise<string> {
    const { code, stdout, text } = await this.pulumi(["stack", ...args]);
    assert.equal(code, 0, text);
    return stdout;
  }

  /** Calls the emulator's API like another client; `path` is relative to /client/v4. */
  api(method: string, path: string, body?: unknown): Promise<ApiAnswer> {
    return this.emulator.call(method, path, body);
  }

  /** The requests that reached the API since the log was last cleared: `GET /accounts/…`. */
  async requests(): Promise<string[]> {
    const requests = await this.control.requests();
    return requests.map(({ method, path }) => `${method} ${path}`);
  }

  /**
   * Searches for every planted secret and every key of the emulator in the state files on disk (including
   * history and backups), the exported state, the outputs, the stack's file, and the output of all commands.
   */
  async assertNoSecretLeaked(): Promise<void> {
    await this.#stackCommand(["output", "--json"]);
    await this.#stackCommand(["export"]);
    const app = this.#options.emulator?.appId ?? APP;
    const keys = await keysGivenOut(this.emulator, this.emulatorAccount, app);
    for (const key of keys) this.secrets.add(key);
    const file = `Pulumi.${this.stack}.yaml`;
    this.secrets.assertAbsentFrom([
      ...this.#logs,
      ...(await filesBelow(this.#stateDirectory)),
      { name: file, text: await readFile(join(this.directory, file), "utf8") },
    ]);
  }

  async #write(name: string, text: string): Promise<void> {
    await writeFile(join(this.directory, name), text);
  }
}
