import { expect, test } from "vitest";
import { packet } from "../../src/testing/index.js";
import "../../src/testing/vitest.js";
import { drop, pass, ruleset, tx } from "../../src/index.js";

const rules = ruleset({ policy: "pass" }, [
  pass("office").ipv4Src("192.0.2.0/24").tcpDport(22),
  drop("ssh").tcpDport(22),
  tx("echo").udpDport(7),
]);

const office = packet().ipv4({ src: "192.0.2.7" }).tcp({ dport: 22 });
const stranger = packet().ipv4({ src: "198.51.100.7" }).tcp({ dport: 22 });
const web = packet().ipv6().tcp({ dport: 80 });
const echo = packet().ipv4().udp({ dport: 7 });

/** What an assertion says when it fails; empty when it does not. */
function complaint(assertion: () => void): string {
  try {
    assertion();
    return "";
  } catch (error) {
    return (error as Error).message;
  }
}

/** The matchers' own tests, which are the same for every engine. */
export function matcherTests(): void {
  test("say what holds", () => {
    expect(rules).toDrop(stranger);
    expect(rules).toDropBy("ssh", stranger);
    expect(rules).toPass(office);
    expect(rules).toPassBy("office", office);
    expect(rules).toPass(web);
    expect(rules).not.toDrop(web);
    expect(rules).not.toDrop(echo);
    expect(rules).not.toPass(echo);
    expect(rules).not.toPassBy("office", web);
  });

  test("take a rule and an array of rules too", () => {
    expect(drop("all")).toDropBy("all", web);
    expect([pass().udp(), [drop("tcp").tcp()]]).toDropBy("tcp", web);
  });

  test("fail with the rule that decided, where it stands, and what each earlier rule lacked", () => {
    expect(complaint(() => expect(rules).toPass(stranger))).toBe(
      `the rules should pass this packet

the packet: 54 bytes, ipv4, tcp
rule "ssh" (test/support/matchers.ts:8:3) decided: drop, which discards the packet
  ✓ tcpDport 22: it is 22
what each rule before it lacks:
  pass "office" (test/support/matchers.ts:7:3)
    ✗ ipv4Src 192.0.2.0/24: it is 198.51.100.7`,
    );
  });

  test("fail with what every rule lacked when the policy decided", () => {
    expect(complaint(() => expect(rules).toDropBy("ssh", web))).toBe(
      `the rules should drop this packet by rule "ssh"

the packet: 74 bytes, ipv6, tcp
no rule holds, so the policy decided: pass, which hands the packet to the kernel's network stack
what each rule lacks:
  pass "office" (test/support/matchers.ts:7:3)
    ✗ ipv4Src 192.0.2.0/24: the packet has no ipv4Src
    ✗ tcpDport 22: it is 80
  drop "ssh" (test/support/matchers.ts:8:3)
    ✗ tcpDport 22: it is 80
  tx "echo" (test/support/matchers.ts:9:3)
    ✗ udpDport 7: the packet has no udpDport`,
    );
  });

  test("fail when another rule than the named one decided", () => {
    expect(complaint(() => expect(rules).toDropBy("office", stranger))).toContain('rule "ssh"');
    expect(complaint(() => expect(rules).not.toDropBy("ssh", stranger))).toContain('rule "ssh"');
  });

  test("refuse what are no rules", () => {
    expect(complaint(() => expect("rules").toDrop(stranger))).toContain("XG105");
  });
}
