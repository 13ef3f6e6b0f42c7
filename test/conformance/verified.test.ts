/** What the verifier walks does not grow with the rules, when these are looked up. */
import { describe, expect, test } from "vitest";
import { plan } from "../../src/codegen/5-plan/index.js";
import { drop, pass, range, ruleset, type AnyRule } from "../../src/dsl/index.js";
import { programOf } from "../../src/testing/index.js";
import { withKernelProgram } from "./kernel-program.js";
import { kernelTitle, missingPrivilege } from "./privilege.js";

/** Far fewer than the verifier's million, whatever else is in a program. */
const MOST = 20_000;

const mac = (n: number) =>
  n
    .toString(16)
    .padStart(12, "0")
    .replace(/..(?!$)/g, "$&:");
const start = (i: number) => (i % 2 === 0 ? drop : pass)(`rule ${i}`);
const macs = (i: number, step: number, size: number) =>
  start(i).etherSrc(range(mac(0x020000000000 + i * step), mac(0x020000000000 + i * step + size - 1)));

const KINDS: Readonly<Record<string, (i: number) => AnyRule>> = {
  "ranges of MAC addresses, far apart": (i) => macs(i, 2 ** 28, 2 ** 20),
  "ranges of MAC addresses, close together": (i) => macs(i, 20, 10),
  "prefixes of vendors": (i) => macs(i, 2 ** 25, 2 ** 24),
  "pairs of an address and a port": (i) =>
    start(i)
      .ipv4Src(`10.0.${i >> 8}.${i & 255}`)
      .tcpDport(i),
  "pairs of MAC addresses": (i) =>
    start(i)
      .etherSrc(mac(i))
      .etherDst(mac(i * 7)),
  "pairs of addresses of IPv6": (i) =>
    start(i)
      .ipv6Src(`2001:db8::${i.toString(16)}`)
      .ipv6Dst(`::${i.toString(16)}`),
};

describe.skipIf(missingPrivilege() !== undefined)(kernelTitle("what the verifier walks"), () => {
  describe.each(Object.entries(KINDS))("for %s", (_, rule) => {
    test.each([20, 1000, 20_000])("%i rules", async (count) => {
      const program = programOf(
        ruleset(
          { policy: "pass" },
          Array.from({ length: count }, (_, i) => rule(i)),
        ),
      );
      expect(plan(program).rules).toEqual([]);
      const verified = await withKernelProgram(program, (loaded) => loaded.verified);
      expect(verified).toBeLessThan(MOST);
    });
  });
});
