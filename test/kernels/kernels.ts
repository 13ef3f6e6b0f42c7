import type { DebianArchitecture } from "./architectures.js";

/** A package with a part of a kernel. */
export type KernelPackage =
  /** Stands for the newest build of a kernel: it depends on the package that has it, whose name begins so. */
  | { readonly kind: "newest"; readonly name: string; readonly prefix: string }
  /** One build for ever; its file has this SHA-256. */
  | { readonly kind: "exact"; readonly name: string; readonly sha256: string };

/** Where apt finds the packages when the machine's own sources do not have them. */
export interface Archive {
  readonly uri: string;
  readonly suite: string;
  /**
   * The keyring that vouches for the archive. Without one its index is believed unseen, so that every package must be
   * exact: then the packages vouch for themselves.
   */
  readonly keyring?: string;
}

/** A kernel that objects are loaded into. */
export interface Kernel {
  /** What its release begins with. */
  readonly version: string;
  readonly archive: Archive;
  /** Its image and its modules. It is not tried on the architectures that are missing. */
  readonly packages: Partial<Record<DebianArchitecture, readonly KernelPackage[]>>;
  /** It is given every so many of the frames, beginning with the first. */
  readonly every: number;
  /** Whether a machine that cannot get it may go without. */
  readonly optional: boolean;
}

/** Older kernels than most machines run, the oldest last: their verifiers know less, and refuse more. */
export const KERNELS: readonly Kernel[] = [
  {
    version: "6.1",
    archive: {
      uri: "http://deb.debian.org/debian",
      suite: "bookworm",
      keyring: "/usr/share/keyrings/debian-archive-keyring.gpg",
    },
    packages: {
      amd64: [{ kind: "newest", name: "linux-image-cloud-amd64", prefix: "linux-image-6.1." }],
      arm64: [{ kind: "newest", name: "linux-image-cloud-arm64", prefix: "linux-image-6.1." }],
    },
    every: 1,
    optional: false,
  },
  {
    // The oldest that xdpgen is made for (OLDEST_KERNEL). Debian has none of that line; Ubuntu 22.04 was released with it.
    version: "5.15",
    archive: { uri: "http://archive.ubuntu.com/ubuntu", suite: "jammy" },
    packages: {
      amd64: [
        {
          kind: "exact",
          name: "linux-image-5.15.0-25-generic",
          sha256: "ad56f8c442a54d4f5ff2dff010d00321d53e32b543f3a92f3ba4e042d20a71da",
        },
        {
          kind: "exact",
          name: "linux-modules-5.15.0-25-generic",
          sha256: "d0ba4087d9e1d497925b3481d3531fba6c2a852855f8019d73b0b1385aa4da1f",
        },
      ],
    },
    // Before 5.18 every run changes the kernel's own code (its XDP dispatcher), which takes longer than ten runs after that.
    every: 8,
    optional: true,
  },
];
