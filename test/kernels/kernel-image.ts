import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { dependenciesOf, download, onlyArchive, OWN_SOURCES, type AptOptions } from "./apt.js";
import { thisArchitecture } from "./architectures.js";
import type { Kernel, KernelPackage } from "./kernels.js";

/** What is used of a kernel's packages: paths of files. */
export interface KernelImage {
  readonly kernel: string;
  /** The driver of virtual Ethernet pairs, which is a module. */
  readonly veth: string;
}

const CACHE = path.join(import.meta.dirname, "../../node_modules/.cache/xdpgen/kernels");

/**
 * The kernel's files. They are taken out of its packages the first time and kept under `node_modules`; nothing is
 * installed. Fails with what each place said that does not have them.
 */
export async function kernelImage(kernel: Kernel): Promise<KernelImage> {
  const { debian } = thisArchitecture();
  const folder = path.join(CACHE, `${kernel.version}-${debian}`);
  const image = { kernel: path.join(folder, "vmlinuz"), veth: path.join(folder, "veth.ko") };
  if (existsSync(folder)) return image;

  await mkdir(CACHE, { recursive: true });
  const work = await mkdtemp(path.join(CACHE, "getting-"));
  try {
    await unpacked(kernel, kernel.packages[debian] ?? [], work);
    const made = path.join(work, "image");
    await mkdir(made);
    await copyFile(find(work, /^vmlinuz-/), path.join(made, "vmlinuz"));
    await copyFile(find(work, /^veth\.ko$/), path.join(made, "veth.ko"));
    await rename(made, folder);
    return image;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Gets the packages from the machine's own sources, or else from the kernel's archive, and unpacks them in `work`. */
async function unpacked(kernel: Kernel, packages: readonly KernelPackage[], work: string): Promise<void> {
  const { uri, suite } = kernel.archive;
  const places: readonly (readonly [string, () => AptOptions | Promise<AptOptions>])[] = [
    ["this machine's package sources", () => OWN_SOURCES],
    [`${uri} ${suite}`, () => onlyArchive(kernel.archive, path.join(work, "apt"))],
  ];
  const said: string[] = [];
  for (const [place, options] of places)
    try {
      return await getAndUnpack(packages, work, await options());
    } catch (error) {
      said.push(`${place}:\n${(error as Error).message.replace(/^/gm, "  ")}`);
    }
  const names = packages.map(({ name }) => name).join(" and ");
  throw new Error(
    `kernel ${kernel.version} cannot be had: apt must reach one place that has ${names}\n${said.join("\n")}`,
  );
}

async function getAndUnpack(
  packages: readonly KernelPackage[],
  work: string,
  options: AptOptions,
): Promise<void> {
  for (const wanted of packages) {
    const folder = await mkdtemp(path.join(work, "package-"));
    await download([await nameOf(wanted, options)], folder, options);
    const [file = "nothing"] = await readdir(folder);
    const archive = path.join(folder, file);
    if (wanted.kind === "exact") {
      const found = createHash("sha256")
        .update(await readFile(archive))
        .digest("hex");
      if (found !== wanted.sha256) throw new Error(`${file} has the SHA-256 ${found}, not ${wanted.sha256}`);
    }
    await promisify(execFile)("dpkg", ["-x", archive, path.join(folder, "unpacked")]);
  }
}

async function nameOf(wanted: KernelPackage, options: AptOptions): Promise<string> {
  if (wanted.kind === "exact") return wanted.name;
  const names = await dependenciesOf(wanted.name, options);
  const name = names.find((candidate) => candidate.startsWith(wanted.prefix));
  if (name === undefined)
    throw new Error(`${wanted.name} depends on ${names.join(", ") || "nothing"}, not on ${wanted.prefix}*`);
  return name;
}

function find(folder: string, name: RegExp): string {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).find(
    (entry) => entry.isFile() && name.test(entry.name),
  );
  if (found === undefined) throw new Error(`no file of the kernel's packages is called ${name.source}`);
  return path.join(found.parentPath, found.name);
}
