import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { thisArchitecture } from "./architectures.js";
import { writeCpio } from "./cpio.js";
import { caseFiles, type ExpectedCase } from "./guest-cases.js";
import { entriesOf, loaderFiles, type GuestFile } from "./guest-files.js";
import { vethModule, type GuestPlan } from "./guest/lines.js";
import { kernelImage, type KernelImage } from "./kernel-image.js";
import { KERNELS, type Kernel } from "./kernels.js";
import { boot, type GuestReport } from "./machine.js";

/** A kernel that can be booted, or why it cannot. */
export interface Candidate {
  readonly kernel: Kernel;
  readonly image: KernelImage | undefined;
  readonly reason: string;
}

/** The kernels for this machine's architecture. Those that are not there yet are downloaded. */
export function candidates(): Promise<Candidate[]> {
  const { debian } = thisArchitecture();
  const tried = KERNELS.filter(({ packages }) => packages[debian] !== undefined);
  return Promise.all(
    tried.map(async (kernel) => {
      try {
        return { kernel, image: await kernelImage(kernel), reason: "" };
      } catch (error) {
        return { kernel, image: undefined, reason: (error as Error).message };
      }
    }),
  );
}

/** Boots all kernels that are there at once, each with the same files, and has them run the cases. */
export async function bootAll(
  kernels: readonly Candidate[],
  cases: readonly ExpectedCase[],
  attach: GuestPlan["attach"],
): Promise<ReadonlyMap<Kernel, GuestReport>> {
  const folder = mkdtempSync(path.join(tmpdir(), "xdpgen-kernels-"));
  try {
    const guests = kernels.flatMap(({ kernel, image }) => (image === undefined ? [] : [{ kernel, image }]));
    const modules = guests.map(({ kernel, image }): GuestFile => [
      vethModule(kernel.version),
      readFileSync(image.veth),
    ]);
    const initramfs = path.join(folder, "initramfs");
    writeCpio(initramfs, entriesOf([...loaderFiles(), ...modules, ...caseFiles(cases, attach)]));
    const reports = guests.map(async ({ kernel, image }) => {
      const report = await boot(image.kernel, initramfs, [kernel.version, `${kernel.every}`]);
      return [kernel, report] as const;
    });
    return new Map(await Promise.all(reports));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
