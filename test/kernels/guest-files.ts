import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import type { CpioEntry } from "./cpio.js";

const ROOT = path.join(import.meta.dirname, "../..");

/** What runs in the guest: the layers that run as root (ARCHITECTURE.md), and the guest's own main file. */
const SOURCES = [
  "src/util",
  "src/diagnostics",
  "src/packet",
  "src/lists",
  "src/manifest",
  "src/frames",
  "src/kernel",
  "src/runtime",
  "test/kernels/guest",
];

/** The npm packages that those import. */
const PACKAGES = ["koffi", "@babel/code-frame"];

/** Where the guest's kernel starts Node.js, and the file that it runs. */
export const NODE = "/bin/node";
export const MAIN = "/test/kernels/guest/main.js";

/** A file of the guest, by its absolute path there. */
export type GuestFile = readonly [path: string, bytes: Uint8Array];

/**
 * The loader with all that it needs, down to the C library, taken from this machine. It lies in the guest as it
 * lies in the project, with JavaScript in the place of TypeScript.
 */
export function loaderFiles(): GuestFile[] {
  return [
    ...sources(),
    ...packages(),
    ...programs(),
    ["/package.json", read(path.join(ROOT, "package.json"))],
  ];
}

/** Everything in the guest's first file system, each file's folders before it. */
export function* entriesOf(files: readonly GuestFile[]): Generator<CpioEntry> {
  const made = new Set<string>(["."]);
  function* folder(name: string): Generator<CpioEntry> {
    if (made.has(name)) return;
    made.add(name);
    yield* folder(path.dirname(name));
    yield { kind: "directory", name };
  }
  yield* folder("dev");
  yield { kind: "device", name: "dev/console", major: 5, minor: 1 };
  yield { kind: "device", name: "dev/null", major: 1, minor: 3 };
  yield* folder("tmp");
  for (const [absolute, bytes] of files) {
    const name = absolute.slice(1);
    yield* folder(path.dirname(name));
    yield { kind: "file", name, bytes };
  }
}

function sources(): GuestFile[] {
  const compilerOptions = {
    module: ts.ModuleKind.ESNext,
    target: ts.ScriptTarget.ES2022,
    verbatimModuleSyntax: true,
  };
  return SOURCES.flatMap(filesBelow)
    .filter((file) => file.endsWith(".ts"))
    .map((file): GuestFile => {
      const { outputText } = ts.transpileModule(read(path.join(ROOT, file)).toString(), { compilerOptions });
      return [`/${file.replace(/\.ts$/, ".js")}`, Buffer.from(outputText)];
    });
}

function packages(): GuestFile[] {
  const wanted = new Set<string>();
  const want = (name: string): void => {
    const folder = path.join(ROOT, "node_modules", name);
    if (wanted.has(name) || !existsSync(folder)) return;
    wanted.add(name);
    const manifest = JSON.parse(read(path.join(folder, "package.json")).toString()) as PackageManifest;
    for (const next of Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies }))
      want(next);
  };
  PACKAGES.forEach(want);
  return [...wanted]
    .flatMap((name) => filesBelow(path.join("node_modules", name)))
    .map((file): GuestFile => [`/${file}`, read(path.join(ROOT, file))]);
}

interface PackageManifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  /** Of these, npm installs those that are for this machine. */
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Node.js and `ip`, libbpf, and the libraries that they are linked with. */
function programs(): GuestFile[] {
  const ip = ["/sbin/ip", "/bin/ip"].find((file) => existsSync(file));
  if (ip === undefined) throw new Error("there is no ip here (package iproute2)");
  const libbpf = /\s(\/\S+\/libbpf\.so\.1)$/m.exec(execFileSync("/sbin/ldconfig", ["-p"]).toString())?.[1];
  if (libbpf === undefined) throw new Error("there is no libbpf.so.1 here (package libbpf1)");
  const linked = execFileSync("ldd", [process.execPath, ip, libbpf]).toString();
  const libraries = [...linked.matchAll(/(?:=>|^\s)\s*(\/\S+) \(0x/gm)].map(([, file]) => file!);
  return [
    [NODE, read(process.execPath)],
    ["/bin/ip", read(ip)],
    ...[libbpf, ...new Set(libraries)].map((file): GuestFile => [file, read(file)]),
  ];
}

/** Paths of the files below a folder of the project, relative to the project. */
function filesBelow(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)));
}

function read(file: string): Buffer {
  return readFileSync(file);
}
