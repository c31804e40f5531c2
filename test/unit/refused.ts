/** A stack's config, and what is said of one that cannot be used. */
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { sections } from "../../config/sections.ts";
import { declareFromConfig } from "../../config/declare.ts";
import { type Plain, PROJECT, settled, startEngine } from "./mocked-engine.ts";

export const settings = {
  "realtimekit:accountId": "account",
  "realtimekit:appId": "app",
  "realtimekit:apiToken": "token",
};

/** Sections as the engine gives them to a program, beside the settings and whatever else is given. */
export function configOf(declared: Plain, others: Record<string, string> = {}) {
  const own = Object.entries(declared).map(([name, value]) => [
    `${PROJECT}:${name}`,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return { ...settings, ...(Object.fromEntries(own) as Record<string, string>), ...others };
}

/** The error with which the work ends; anything but an error for people fails the test. */
export function runError(work: () => unknown): pulumi.RunError {
  try {
    work();
  } catch (error) {
    assert.ok(pulumi.RunError.isInstance(error), `no error for people: ${stackOf(error)}`);
    assert.doesNotMatch(error.message, /\n +at /);
    return error;
  }
  assert.fail("nothing was refused");
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** What is wrong with a config, a line each; nothing may have been made. */
export async function refusals(config: Record<string, string>): Promise<string[]> {
  startEngine(config);
  const { message } = runError(() => declareFromConfig(sections));
  expect(await settled()).toStrictEqual([]);
  const [first = "", ...more] = message.split("\n");
  if (more.length === 0) return [first.replace("The stack's config is not valid: ", "")];
  expect(first).toMatch(/^The stack's config is not valid, for \d+ reasons:$/);
  return more.map((line) => line.trimStart());
}

/** What is wrong with sections, beside settings that are right. */
export function refused(declared: Plain, others?: Record<string, string>): Promise<string[]> {
  return refusals(configOf(declared, others));
}

/** What is made of sections that are right. */
export async function made(declared: Plain) {
  startEngine(configOf(declared));
  declareFromConfig(sections);
  return await settled();
}
