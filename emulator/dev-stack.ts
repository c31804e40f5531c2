import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";

/** The API settings of stack `dev`, which needs no account. */
export interface DevStack {
  /** The URL of the API, including the path. */
  baseUrl: string;
  /** The port of that URL. */
  port: number;
  accountId: string;
  appId: string;
}

const file = "Pulumi.dev.yaml";

const stackSchema = z.object({
  config: z.object({
    "realtimekit:baseUrl": z.url({ protocol: /^http$/, hostname: /^(127\.0\.0\.1|localhost)$/ }),
    "realtimekit:accountId": z.string().min(1),
    "realtimekit:appId": z.string().min(1),
  }),
});

/** Reads `Pulumi.dev.yaml` in the project's root. */
export function readDevStack(root: string): DevStack {
  const path = join(root, file);
  const stack = stackSchema.safeParse(parse(readFileSync(path, "utf8")));
  if (!stack.success) {
    throw new Error(`${path} does not describe a local API:\n${z.prettifyError(stack.error)}`);
  }
  const { config } = stack.data;
  const baseUrl = config["realtimekit:baseUrl"];
  return {
    baseUrl,
    port: Number(new URL(baseUrl).port || 80),
    accountId: config["realtimekit:accountId"],
    appId: config["realtimekit:appId"],
  };
}
