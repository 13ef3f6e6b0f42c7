/** What the tables promise each other. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { C_HEADERS } from "../../../src/codegen/6-emit/loads.js";
import { clangArguments } from "../../../src/codegen/7-compile/clang.js";
import {
  ACTIONS,
  FIELD_NAMES,
  fieldRow,
  HEADER_ROWS,
  HEADERS,
  maxOf,
  type HeaderName,
} from "../../../src/packet/index.js";

const headers = Object.keys(HEADERS) as HeaderName[];

describe("conflicts between protocols", () => {
  test("are symmetric", () => {
    for (const a of headers)
      for (const b of HEADERS[a].conflicts)
        expect(HEADERS[b as HeaderName].conflicts, `${b} and ${a}`).toContain(a);
  });

  test("include every pair of one layer, but for pseudo-protocols and their own", () => {
    const pseudo = new Set<string>(["ip", "th", "ethernet", "meta"]);
    for (const a of headers) {
      for (const b of headers) {
        if (a === b || pseudo.has(a) || pseudo.has(b) || HEADER_ROWS[a].layer !== HEADER_ROWS[b].layer)
          continue;
        expect(HEADERS[a].conflicts, `${a} and ${b}`).toContain(b);
      }
    }
  });
});

describe.each(FIELD_NAMES)("%s", (name) => {
  const { type, bits, location } = fieldRow(name);

  test("has as many bits as its place holds", () => {
    if (location.kind !== "header") return;
    expect(location.shift + bits).toBeLessThanOrEqual(location.size * 8);
  });

  test("names only values that fit", () => {
    for (const value of Object.values(type.names ?? {}))
      expect(BigInt(value)).toBeLessThanOrEqual(maxOf(bits));
  });

  test("reads every name it knows", () => {
    for (const word of Object.keys(type.names ?? {}))
      expect(type.parse(word, name, bits).kind).not.toBe("refused");
  });
});

describe("the kernel's headers", () => {
  /** C that does not compile when what it asserts is false. */
  function holds(includes: readonly string[], assertions: readonly string[]): void {
    const folder = mkdtempSync(join(tmpdir(), "xdpgen-tables-"));
    try {
      const lines = [
        ...includes.map((file) => `#include <${file}>`),
        "#include <stddef.h>",
        ...assertions.map((a) => `_Static_assert(${a}, "${a}");`),
      ];
      writeFileSync(join(folder, "assert.c"), lines.join("\n"));
      execFileSync("clang", clangArguments("assert.c", "assert.o"), { cwd: folder, stdio: "pipe" });
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  test("have every member where its row says, and of that size", () => {
    const assertions = FIELD_NAMES.flatMap((name) => {
      const { protocol, location } = fieldRow(name);
      // TCP's ports stand for those of either protocol.
      const header = protocol === "th" ? "tcp" : protocol;
      if (location.kind !== "header" || location.member === undefined || header === "vlan") return [];
      const { type } = C_HEADERS[header as "tcp"];
      const member = `((${type} *)0)->${location.member}`;
      return [
        `offsetof(${type}, ${location.member}) == ${location.offset}`,
        `sizeof(${member}) == ${location.size}`,
      ];
    });
    expect(assertions.length).toBeGreaterThan(40);
    holds(["linux/if_ether.h", "linux/ip.h", "linux/ipv6.h", "linux/tcp.h", "linux/udp.h"], assertions);
  });

  test("have the numbers of the actions", () => {
    holds(
      ["linux/bpf.h"],
      Object.values(ACTIONS).map(({ constant, value }) => `${constant} == ${value}`),
    );
  });

  test("would show a wrong offset", () => {
    expect(() => holds(["linux/ip.h"], ["offsetof(struct iphdr, saddr) == 16"])).toThrow();
  });
});
