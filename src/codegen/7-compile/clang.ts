import { existsSync } from "node:fs";
import { fail } from "../../diagnostics/index.js";
import { execa, ExecaError, execaSync, ExecaSyncError } from "../execa.js";

/** The oldest clang whose BPF back end does what xdpgen needs: -mcpu=v3, BTF, `#line` in functions. */
const OLDEST = 14;

/** Multiarch folders of Debian and Ubuntu, where `asm/types.h` is; clang does not look there when it compiles for BPF. */
const MULTIARCH: Readonly<Record<string, string>> = { x64: "x86_64-linux-gnu", arm64: "aarch64-linux-gnu" };

/** A clang that can compile for BPF. */
export interface Clang {
  readonly path: string;
  readonly version: string;
}

/** The clang to use: `XDPGEN_CLANG`, or the one on the PATH. */
export function clangPath(): string {
  return process.env["XDPGEN_CLANG"] ?? "clang";
}

/**
 * Finds out which clang there is.
 * @throws DiagnosticError XG401 there is none, XG402 it is too old
 */
export function findClang(): Clang {
  const path = clangPath();
  const version = /version (\d+)[.\d]*/.exec(versionText(path));
  if (version === null) fail("XG401", {});
  if (Number(version[1]) < OLDEST) fail("XG402", { version: version[0].slice(8), needed: OLDEST });
  return { path, version: version[0].slice(8) };
}

function versionText(path: string): string {
  try {
    return execaSync(path, ["--version"], { stdin: "ignore" }).stdout;
  } catch {
    return fail("XG401", {});
  }
}

/** How every object is compiled: for kernel 5.15 and newer, with BTF, and with no path of this machine in it. */
export function clangArguments(source: string, object: string): readonly string[] {
  const multiarch = `/usr/include/${MULTIARCH[process.arch] ?? ""}`;
  return [
    ...[
      "-target",
      "bpf",
      "-mcpu=v3",
      "-O2",
      "-g",
      "-std=gnu11",
      "-Wall",
      "-Wno-unused-function",
      "-Wno-unused-variable",
    ],
    ...["-fdebug-compilation-dir=.", "-I", "include"],
    ...(existsSync(multiarch) ? ["-idirafter", multiarch] : []),
    ...["-c", source, "-o", object],
  ];
}

/** What clang said when it failed. */
export interface ClangFailure {
  readonly stderr: string;
}

/** Runs clang in `folder`; undefined when it succeeded. */
export async function runClang(folder: string, args: readonly string[]): Promise<ClangFailure | undefined> {
  try {
    await execa(clangPath(), args, { cwd: folder, stdin: "ignore" });
    return undefined;
  } catch (error) {
    return failureOf(error);
  }
}

/** The same for callers that cannot wait, such as an assertion in a test. */
export function runClangSync(folder: string, args: readonly string[]): ClangFailure | undefined {
  try {
    execaSync(clangPath(), args, { cwd: folder, stdin: "ignore" });
    return undefined;
  } catch (error) {
    return failureOf(error);
  }
}

function failureOf(error: unknown): ClangFailure {
  if (!(error instanceof ExecaError || error instanceof ExecaSyncError)) throw error;
  if (error.code === "ENOENT") fail("XG401", {});
  return { stderr: String(error.stderr ?? error.shortMessage) };
}
