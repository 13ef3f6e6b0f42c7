import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

/** Only the terminal's own module writes to it, so that `--json` can promise that nothing else does. */
const noTerminal = {
  "no-console": "error",
  "no-restricted-properties": [
    "error",
    { object: "process", property: "stdout", message: "Write through src/cli/output.ts." },
    { object: "process", property: "stderr", message: "Write through src/cli/output.ts." },
    { object: "process", property: "exit", message: "Return an exit code; src/cli/main.ts sets it." },
  ],
};

export default defineConfig(
  globalIgnores([
    "dist/",
    "coverage/",
    "fuzz-failures/",
    "generated/",
    "templates/",
    "test/diagnostics/*/",
    "test/golden/*/",
    "test/types/cases/",
  ]),
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-import-type-side-effects": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/only-throw-error": "error",
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      // string & {} keeps the completion of literals in a union with string.
      "@typescript-eslint/no-empty-object-type": ["error", { allowObjectTypes: "always" }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
    },
  },
  { files: ["src/**/*.ts"], ignores: ["src/cli/output.ts"], rules: noTerminal },
  {
    // A test may look at anything, and describe() callbacks of a table return promises that the runner awaits.
    files: ["test/**/*.ts"],
    rules: {
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
    },
  },
  {
    files: ["**/*.{js,cjs,mjs}"],
    languageOptions: {
      globals: { process: "readonly", module: "writable", require: "readonly", URL: "readonly" },
    },
  },
);
