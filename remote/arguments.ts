/** The arguments of a component that a program in another language creates. */
import type { ConstructRequest } from "@pulumi/pulumi/proto/provider_pb.js";
import { SIGNATURE, SIGNATURES } from "../provider/hosts/native/values.ts";
import { isPlain, type Plain } from "../provider/schema/compare.ts";
import { UNKNOWN } from "../provider/schema/schema.ts";
import { runtime } from "./runtime.ts";

/** What is said of a value, and so of everything inside it. */
interface Mark {
  readonly secret: boolean;
  readonly dependencies: readonly string[];
}

const NO_MARK: Mark = { secret: false, dependencies: [] };

/**
 * The arguments, with an output for each value that is unknown, secret or from another resource. The
 * components need to know names and shapes, so an output that holds an object becomes an object of outputs.
 */
export function argumentsIn(request: ConstructRequest): Plain {
  const inputs = request.getInputs()?.toJavaScript() ?? {};
  return runtime.deserializeProperty(marked(inputs, NO_MARK)) as Plain;
}

function marked(value: unknown, mark: Mark): unknown {
  if (Array.isArray(value)) return value.map((item) => marked(item, mark));
  if (!isPlain(value)) return leaf(value, mark);
  switch (value[SIGNATURE]) {
    case undefined:
      return Object.fromEntries(
        Object.entries(value).map(([key, below]) => [key, marked(below, mark)]),
      );
    case SIGNATURES.secret:
      return marked(value.value, { ...mark, secret: true });
    case SIGNATURES.output: {
      const dependencies = (value.dependencies ?? []) as unknown as string[];
      return marked("value" in value ? value.value : UNKNOWN, {
        secret: mark.secret || value.secret === true,
        dependencies: [...mark.dependencies, ...dependencies],
      });
    }
    default:
      return value;
  }
}

function leaf(value: unknown, { secret, dependencies }: Mark): unknown {
  const isUnknown = value === UNKNOWN;
  if (!isUnknown && !secret && dependencies.length === 0) return value;
  return {
    [SIGNATURE]: SIGNATURES.output,
    ...(!isUnknown && { value }),
    secret,
    dependencies,
  };
}
