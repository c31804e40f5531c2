/** Paths into values. */
import { isPlain } from "./compare.ts";

export type Path = readonly (string | number)[];

/** The value at a path; undefined if there is none. */
export function valueAt(root: unknown, path: Path): unknown {
  return path.reduce(below, root);
}

/** The value one step below another. */
export function below(value: unknown, step: string | number): unknown {
  if (Array.isArray(value))
    return typeof step === "number" ? (value as unknown[])[step] : undefined;
  return isPlain(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

/** The value, with another value at an existing path. */
export function withValue(
  value: Record<string, unknown>,
  path: Path,
  to: unknown,
): Record<string, unknown> {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const inner = value[key];
  return {
    ...value,
    [key]: rest.length === 0 ? to : isPlain(inner) ? withValue(inner, rest, to) : inner,
  };
}

/** Writes a path like Pulumi: `recording.allowedOrigins[0]`, `colors.brand["500"]`. */
export function writePath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    const key = String(step);
    if (!/^[A-Za-z_$][\w$-]*$/.test(key)) return `${text}[${JSON.stringify(key)}]`;
    return text === "" ? key : `${text}.${key}`;
  }, "");
}
