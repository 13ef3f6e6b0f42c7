import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import type { Archive } from "./kernels.js";

const run = promisify(execFile);

/** Options that make apt's commands look into some archives and not into others. */
export type AptOptions = readonly string[];

/** Downloads as root when we are: where the files go is a folder of our own, which apt's own user may not enter. */
const AS_WE_ARE: AptOptions = ["-o", "APT::Sandbox::User=root"];

/** The machine's own sources, with the lists as they are. */
export const OWN_SOURCES: AptOptions = AS_WE_ARE;

/** One archive alone, with its lists in `folder`: nothing of the machine's apt is changed. Downloads the lists. */
export async function onlyArchive(archive: Archive, folder: string): Promise<AptOptions> {
  const sources = path.join(folder, "sources.list");
  for (const part of ["lists/partial", "cache/archives/partial"])
    await mkdir(path.join(folder, part), { recursive: true });
  const trust = archive.keyring === undefined ? "trusted=yes" : `signed-by=${archive.keyring}`;
  await writeFile(sources, `deb [${trust}] ${archive.uri} ${archive.suite} main\n`);
  const options = [
    `Dir::Etc::sourcelist=${sources}`,
    "Dir::Etc::sourceparts=/dev/null",
    `Dir::State::Lists=${path.join(folder, "lists")}`,
    `Dir::Cache=${path.join(folder, "cache")}`,
    "Acquire::Languages=none",
  ].flatMap((option) => ["-o", option]);
  await apt("apt-get", [...AS_WE_ARE, ...options, "update", "--error-on=any"]);
  return [...AS_WE_ARE, ...options];
}

/** The names of the packages that a package depends on. */
export async function dependenciesOf(name: string, options: AptOptions): Promise<string[]> {
  const text = await apt("apt-cache", [...options, "depends", "--no-recommends", "--no-suggests", name]);
  return [...text.matchAll(/^\s+Depends: (\S+)$/gm)].map(([, dependency]) => dependency!);
}

/** Downloads packages into a folder, and installs nothing. */
export async function download(names: readonly string[], folder: string, options: AptOptions): Promise<void> {
  await apt("apt-get", [...options, "download", ...names], folder);
}

/** Longer than any mirror should take for some 40 MB. */
const PATIENCE_MS = 120_000;

/** What the command said. Fails with its complaints, one a line. */
async function apt(command: string, args: readonly string[], cwd = "/"): Promise<string> {
  try {
    const { stdout } = await run(command, args, { cwd, timeout: PATIENCE_MS, maxBuffer: 1 << 26 });
    return stdout;
  } catch (error) {
    const { code, stderr = "" } = error as { code?: unknown; stderr?: string };
    if (code === "ENOENT") throw new Error(`there is no ${command} here`, { cause: error });
    const complaints = stderr.split("\n").filter((line) => /^[EW]: /.test(line));
    throw new Error(complaints.join("\n") || String(error), { cause: error });
  }
}
