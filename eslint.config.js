import tseslint from "typescript-eslint";

export default tseslint.config(
  // The template is a project of its own: the compiler and its test see to it.
  { ignores: ["node_modules", "dist", "plugin", "coverage", ".pulumi-dev", "templates"] },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      "@typescript-eslint/consistent-type-definitions": "off",
      // Argument types get a name of their own for the docs.
      "@typescript-eslint/no-empty-object-type": [
        "error",
        { allowInterfaces: "with-single-extends" },
      ],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
    },
  },
  // Arrows go one way: scripts → cli, toolchain, publish → provider.
  forbidden(["cli/**", "toolchain/**", "publish/**"], "scripts"),
  forbidden(["provider/**"], "(scripts|cli)"),
  // The protocols know nobody who speaks them.
  forbidden(["media/**"], "(emulator|scripts|cli|provider)"),
  // The emulator's API does not know that there is video; server.ts starts both.
  forbidden(["emulator/*.ts"], "media", "(\\.\\.?/)+"),
  { files: ["emulator/server.ts"], rules: { "@typescript-eslint/no-restricted-imports": "off" } },
  { files: ["**/*.js", "**/*.mjs"], ...tseslint.configs.disableTypeChecked },
);

/** These files import nothing of that room. */
function forbidden(files, room, from = "(\\.\\./)+") {
  const patterns = [{ regex: `^${from}${room}/`, message: `Nothing here rests on ${room}/.` }];
  return { files, rules: { "@typescript-eslint/no-restricted-imports": ["error", { patterns }] } };
}
