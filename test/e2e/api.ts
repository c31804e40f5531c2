/** The API read back by fetch, as plain values, for tests that look at what no other test does. */
import assert from "node:assert/strict";
import { isPlain } from "../../provider/schema/compare.ts";
import type { Project } from "../support/project.ts";

export type Plain = Record<string, unknown>;

/** What a call answers, without its envelope; a refusal fails the test. */
export async function call(
  project: Project,
  method: string,
  path: string,
  body?: unknown,
): Promise<unknown> {
  const { status, body: answer } = await project.api(method, path, body);
  assert.ok(status < 300 && isPlain(answer), `${method} ${path}: ${JSON.stringify(answer)}`);
  return answer.data ?? answer.result;
}

/** A write as somebody else would send it; a refusal fails the test. */
export async function ok(
  project: Project,
  method: string,
  path: string,
  body?: object,
): Promise<void> {
  const { status, body: answer } = await project.api(method, path, body);
  expect(answer).toMatchObject({ success: true });
  expect(status).toBeLessThan(300);
}

export async function get(project: Project, path: string): Promise<Plain> {
  const found = await call(project, "GET", path);
  assert.ok(isPlain(found), path);
  return found;
}

/** A whole list; `data` and `result` come as one, or below a name. */
export async function list(project: Project, path: string): Promise<Plain[]> {
  const paged = path.includes("/realtime/") ? `${path}?per_page=100` : path;
  const found = await call(project, "GET", paged);
  const items: unknown = Array.isArray(found) ? found : Object.values(found as Plain)[0];
  assert.ok(Array.isArray(items), path);
  return items as Plain[];
}

/** What stands at a path such as `config.media.video`. */
export function at(value: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((found, key) => (isPlain(found) ? found[key] : undefined), value);
}

/** The text at a path; fails where there is none. */
export function textAt(value: unknown, path: string): string {
  const found = at(value, path);
  assert.ok(typeof found === "string" && found !== "", `no text at ${path}`);
  return found;
}
