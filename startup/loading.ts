/** Intervenes where one module loads another. */
import Module from "node:module";

export type Load = (
  request: string,
  parent: { filename?: string } | undefined,
  isMain: boolean,
) => object;

export interface Rule {
  /** Whom it concerns: `<importer> <module>`. */
  readonly pattern: RegExp;
  /** What the importer gets; `load` loads the module, or another one as the importer would. */
  readonly give: (load: (request?: string) => object) => object;
  /** Whether nothing is to be done after it: a program's stack traces must not show this file. */
  readonly isLast?: true;
}

/** A rule's pattern for importers in Pulumi's SDK; `/` also stands for Windows' separator. */
export function inSdk(...pairs: readonly string[]): RegExp {
  const paths = pairs.join("|").replaceAll("/", String.raw`[\\/]`);
  return new RegExp(String.raw`[\\/]@pulumi[\\/]pulumi[\\/](?:${paths})$`);
}

/** When these are loaded, so is the SDK, and the program, or the provider, follows. */
export const lastOfSdk: Rule = {
  pattern: inSdk(
    String.raw`cmd/run/index\.js \./run`,
    String.raw`cmd/dynamic-provider/index\.js require-from-string`,
  ),
  give: (load) => {
    const last = load();
    // The program's entry to the SDK.
    load("../../index.js");
    return last;
  },
  isLast: true,
};

/** Applies the rules until the last. Node does not document this, so: or not at all. */
export function intervene(rules: readonly Rule[]): void {
  const loader = Module as unknown as { _load?: Load };
  const { _load: load } = loader;
  if (load === undefined) return;
  loader._load = intervening;

  function intervening(this: unknown, ...[request, parent, isMain]: Parameters<Load>): object {
    const what = `${parent?.filename ?? ""} ${request}`;
    const rule = rules.find(({ pattern }) => pattern.test(what));
    const now = (other = request) => load?.call(this, other, parent, isMain) ?? {};
    const given = rule ? rule.give(now) : now();
    // Unless others intervene too by now.
    if (rule?.isLast && loader._load === intervening) loader._load = load;
    return given;
  }
}
