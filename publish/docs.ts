// `npm run docs`: the API's documentation as web pages in dist/docs/, from the published types.
import { join, relative } from "node:path";
import { Application, type TypeDocOptions } from "typedoc";
import { buildPackage } from "./package.ts";
import { root } from "./build.ts";
import { command } from "../cli/command.ts";

/**
 * Writes the pages and returns the number of problems, such as an export without documentation or a broken link.
 *
 * @param out the folder that gets them
 */
export async function document(out: string): Promise<number> {
  const options: Partial<TypeDocOptions> = {
    entryPoints: [join(root, "dist", "index.d.ts")],
    tsconfig: join(root, "typedoc.tsconfig.json"),
    out,
    name: "pulumi-realtimekit",
    readme: "none",
    githubPages: false,
    disableSources: true,
    excludeInternal: true,
    excludeExternals: true,
    // Properties are not listed, because nested types have their own documentation.
    requiredToBeDocumented: ["Class", "Interface", "TypeAlias", "Function", "Variable", "Method"],
    intentionallyNotExported: ["Plain", "DeepInput"],
    validation: { notDocumented: true, invalidLink: true, notExported: true },
  };
  const app = await Application.bootstrap(options);
  const project = await app.convert();
  if (!project) return app.logger.errorCount;
  app.validate(project);
  await app.generateOutputs(project);
  return app.logger.errorCount + app.logger.warningCount;
}

if (import.meta.main) {
  await command(async () => {
    await buildPackage();
    const out = join(root, "dist", "docs");
    if ((await document(out)) > 0) return 1;
    console.log(`The pages are in ${relative(root, out)}/: open index.html.`);
    return 0;
  });
}
