/** The parts of Pulumi's SDK that its own provider server uses, and that its types do not declare. */
import * as pulumi from "@pulumi/pulumi";
import * as state from "@pulumi/pulumi/runtime/state.js";
import type { ConstructRequest } from "@pulumi/pulumi/proto/provider_pb.js";

interface Runtime {
  resetOptions: typeof pulumi.runtime.resetOptions;
  awaitFeatureSupport(): Promise<void>;
  waitForRPCs(): Promise<void>;
  setAllConfig(config: Record<string, string>, secretKeys: string[]): void;
  deserializeProperty(value: unknown): unknown;
  serializeResourceProperties: typeof pulumi.runtime.serializeResourceProperties;
}

export const runtime = pulumi.runtime as unknown as Runtime;

const { withLocalStorage } = state as unknown as {
  readonly withLocalStorage: <T>(run: () => Promise<T>) => Promise<T>;
};

interface Classes {
  /** A resource of which only the URN is known. */
  DependencyResource: new (urn: string) => pulumi.Resource;
  DependencyProviderResource: new (reference: string) => pulumi.ProviderResource;
}

export const { DependencyResource, DependencyProviderResource } = pulumi as unknown as Classes;

export function urnOf({ urn }: pulumi.Resource): Promise<string> {
  return (urn as unknown as { promise(): Promise<string> }).promise();
}

/** Ends each run that waits; an error in it can come from a promise that nothing handles. */
const waiting = new Set<(error: unknown) => void>();

function endAll(error: unknown): void {
  for (const end of waiting) end(error);
}

let isListening = false;

function listen(): void {
  if (isListening) return;
  isListening = true;
  process.on("uncaughtException", endAll);
  process.on("unhandledRejection", endAll);
}

/** Runs part of a program, with the settings of the request. Several can run at the same time. */
export async function inRuntime<T>(
  request: ConstructRequest,
  engine: string,
  run: () => Promise<T>,
): Promise<T> {
  listen();
  let end: (error: unknown) => void = () => undefined;
  const ended = new Promise<never>((_, reject) => (end = reject));
  waiting.add(end);
  try {
    return await withLocalStorage(() =>
      Promise.race([ended, configure(request, engine).then(run).then(complete)]),
    );
  } finally {
    waiting.delete(end);
  }
}

async function configure(request: ConstructRequest, engine: string): Promise<void> {
  runtime.resetOptions(
    request.getProject(),
    request.getStack(),
    request.getParallel(),
    engine,
    request.getMonitorendpoint(),
    request.getDryrun(),
    request.getOrganization(),
  );
  await runtime.awaitFeatureSupport();
  runtime.setAllConfig(
    Object.fromEntries(request.getConfigMap().entries()),
    request.getConfigsecretkeysList(),
  );
}

/** The engine has all resources. */
async function complete<T>(result: T): Promise<T> {
  await runtime.waitForRPCs();
  return result;
}
