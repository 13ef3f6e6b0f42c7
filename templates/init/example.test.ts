import { expect, test } from "vitest";
import { ethernet, frame, ipv4, judge, tcp } from "xdpgen/testing";
import rules from "../rules/example.js";

// Judged by the reference interpreter: needs no root and no kernel. Run it with `npx vitest run`.

test("ssh from the office passes", () => {
  const packet = frame(ethernet(), ipv4({ src: "192.0.2.7" }), tcp({ dport: 22 }));
  expect(judge(rules, packet).action).toBe("pass");
});

test("ssh from anywhere else is dropped", () => {
  const packet = frame(ethernet(), ipv4({ src: "198.51.100.7" }), tcp({ dport: 22 }));
  expect(judge(rules, packet)).toMatchObject({ action: "drop", rule: { name: "ssh" } });
});
