import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** A test that may be skipped, and only while its condition holds. */
interface AllowedSkip {
  /** Matches `<test file>: <full name of the test>`. */
  readonly test: RegExp;
  readonly while: () => boolean;
  /** Ends the sentence "skipped because …". */
  readonly reason: string;
}

/** Packet captures and address lists too large for the repository lie beside the clone. */
const testdata = join(import.meta.dirname, "..", "..", "shared", "testdata");

/** Where the tests keep the older kernels that they could get. */
const kernels = join(import.meta.dirname, "..", "node_modules/.cache/xdpgen/kernels");

const allowedSkips: readonly AllowedSkip[] = [
  {
    test: /\btestdata\b/,
    while: () => !existsSync(testdata),
    reason: "there is no ../shared/testdata beside the clone",
  },
  {
    test: /^test\/kernels\/.*kernel 5\.15 \(skipped: /,
    while: () => !readdirSync(kernels).some((name) => name.startsWith("5.15-")),
    reason: "apt reaches no archive with Linux 5.15",
  },
];

/**
 * Why a test may be skipped here and now, or undefined when it may not.
 *
 * @param file the test's file, relative to the project
 * @param name the test's full name, describe blocks included
 */
export function excuseFor(file: string, name: string): string | undefined {
  return allowedSkips.find((skip) => skip.test.test(`${file}: ${name}`) && skip.while())?.reason;
}
