/** `npm run emulator`: runs the emulator until it is stopped. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { untilSignal } from "../cli/processes.ts";
import { readDevStack, type DevStack } from "./dev-stack.ts";
import { readProfile } from "./profile.ts";
import { documentedRateLimit } from "./rate-limit.ts";
import { defaultMediaPort, type Emulator, startEmulator } from "./server.ts";

const help = `Usage: npm run emulator -- [options]

Cloudflare's REST API for RealtimeKit and Stream live inputs, on this machine.

  --port N          port on 127.0.0.1; 0 uses any free port (default: from Pulumi.dev.yaml)
  --data DIR        data directory (default: .pulumi-dev/emulator)
  --token T         the only bearer token that is accepted (default: any non-empty token)
  --read-only-token T
                    a token that can read, and gets 403 for writes
  --account ID      account (default: from Pulumi.dev.yaml)
  --app ID          app that exists from the start (default: from Pulumi.dev.yaml)
  --rate-limit N    requests per 5 minutes for each token; 0 for no limit (default: 1200)
  --media           take video at an ingest server, play it, and send it to restream targets
  --rtmp-port N     port of the ingest server on 127.0.0.1; 0 uses any free port
                    (default: the API's port plus 1)
  --profile FILE    answer like the API that a profile describes, which npm run conformance has written
  --help            show this help`;

const root = join(import.meta.dirname, "..");

const wholeNumber = z.string().regex(/^\d+$/, "expected a whole number").transform(Number);
const portNumber = wholeNumber.refine((port) => port <= 65535, "expected at most 65535");
const flags = z.object({
  port: portNumber.optional(),
  data: z.string().min(1).optional(),
  token: z.string().min(1).optional(),
  "read-only-token": z.string().min(1).optional(),
  account: z.string().min(1).optional(),
  app: z.string().min(1).optional(),
  "rate-limit": wholeNumber.default(documentedRateLimit.limit),
  media: z.boolean().default(false),
  "rtmp-port": portNumber.optional(),
  profile: z.string().min(1).optional(),
  help: z.boolean().default(false),
});

function readFlags(args: string[]): z.infer<typeof flags> {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args,
    options: {
      port: text,
      data: text,
      token: text,
      "read-only-token": text,
      account: text,
      app: text,
      "rate-limit": text,
      media: { type: "boolean" },
      "rtmp-port": text,
      profile: text,
      help: { type: "boolean", short: "h" },
    },
  });
  const checked = flags.safeParse(values);
  if (checked.success) return checked.data;
  const told = checked.error.issues.map(({ path, message }) => `--${path.join(".")}: ${message}`);
  throw new Error(told.join("\n"));
}

/** The values of stack `dev`, or none if its file does not exist. */
function devStack(): Partial<DevStack> {
  return existsSync(join(root, "Pulumi.dev.yaml")) ? readDevStack(root) : {};
}

async function main(args: string[]): Promise<void> {
  const options = readFlags(args);
  if (options.help) {
    console.log(help);
    return;
  }
  const stack = devStack();
  const accountId = options.account ?? stack.accountId;
  const appId = options.app ?? stack.appId;
  if (accountId === undefined || appId === undefined) {
    throw new Error("There is no Pulumi.dev.yaml: set an account and an app (--account, --app)");
  }
  const data = options.data ?? join(root, ".pulumi-dev", "emulator");
  const limit = options["rate-limit"];
  const port = options.port ?? stack.port ?? 0;
  const emulator = await startEmulator({
    port,
    mediaPort: options.media ? (options["rtmp-port"] ?? defaultMediaPort(port)) : undefined,
    data,
    accountId,
    appId,
    token: options.token,
    readOnlyToken: options["read-only-token"],
    profile: options.profile === undefined ? undefined : readProfile(options.profile),
    rateLimit: limit === 0 ? undefined : { ...documentedRateLimit, limit },
  });
  console.log(`RealtimeKit emulator
  base URL  ${emulator.baseUrl}
  account   ${accountId}
  app       ${appId}
  data      ${data}${video(emulator)}
Stop it with Ctrl+C; the data is kept.`);
  await untilSignal();
  await emulator.close();
}

/** The lines about video, if it takes any. */
function video({ mediaPort, origin }: Emulator): string {
  if (mediaPort === undefined) return "";
  return `\n  ingest    rtmp://127.0.0.1:${mediaPort}/live/\n  on air    ${origin}/`;
}

function fail(error: unknown): void {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

main(process.argv.slice(2)).catch(fail);
