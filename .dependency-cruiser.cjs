/**
 * The layers of ARCHITECTURE.md, checked. Imports go strictly downwards; folders of one layer do not know each other.
 * Types count as imports: a type that crosses a border is a border crossed.
 */

/** Bottom first. */
const layers = [
  ["util"],
  ["diagnostics"],
  ["packet"],
  ["dsl", "ir", "manifest", "lists", "frames"],
  ["codegen", "kernel"],
  ["runtime", "testing"],
  ["bench"],
  ["cli"],
];

/** Each of these packages is known to one file of src, so that replacing it is a change of that file. */
const oneFileEach = ["ts-morph", "execa", "koffi", "handlebars", "commander", "jiti", "vitest", "prettier"];

const folder = (names) => `^src/(${names.join("|")})/`;

/** src/index.ts is the DSL's face: the compiler hands it to rules files, and nothing at or below the DSL knows it. */
const face = layers.findIndex((layer) => layer.includes("dsl"));

const downwards = layers.flatMap((layer, level) =>
  layer.map((name) => {
    const besideOrAbove = [...layer.filter((other) => other !== name), ...layers.slice(level + 1).flat()];
    return {
      name: `layer-${name}`,
      comment: `${name} is on layer ${level}: it may import what lies below, not what lies beside or above.`,
      severity: "error",
      from: { path: folder([name]) },
      to: { path: [folder(besideOrAbove), ...(level <= face ? ["^src/index"] : [])] },
    };
  }),
);

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    ...downwards,
    {
      name: "phases-are-strangers",
      comment: "A phase of the compiler never imports another: codegen/index.ts hands the data on.",
      severity: "error",
      from: { path: "^src/codegen/([0-9]-[^/]+)/" },
      to: { path: "^src/codegen/[0-9]-", pathNot: "^src/codegen/$1/" },
    },
    {
      name: "root-has-no-compiler",
      comment: "What runs as root (kernel, runtime) never knows rules, the program's tree or the compiler.",
      severity: "error",
      from: { path: folder(["kernel", "runtime"]) },
      to: { path: [folder(["dsl", "ir", "codegen"]), "^src/index"], reachable: true },
    },
    {
      name: "oracle-judges-alone",
      comment: "The reference interpreter shares no code with the emitter that it judges.",
      severity: "error",
      from: { path: "^src/testing/(interpret|decode)" },
      to: { path: "^src/codegen/6-emit/", reachable: true },
    },
    {
      name: "emitter-knows-no-oracle",
      severity: "error",
      from: { path: "^src/codegen/6-emit/" },
      to: { path: "^src/testing/", reachable: true },
    },
    ...oneFileEach.map((name) => ({
      name: `one-file-imports-${name}`,
      comment: `${name} enters through one file.`,
      severity: "error",
      from: { path: "^src/" },
      module: { path: `node_modules/${name}/`, numberOfDependentsMoreThan: 1 },
    })),
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "declared-dependencies-only",
      comment: "What is shipped needs what package.json promises to install.",
      severity: "error",
      from: { path: "^src/" },
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"], dependencyTypesNot: ["npm-peer"] },
    },
    {
      name: "no-unresolvable",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["types", "import", "node", "default"],
    },
  },
};
