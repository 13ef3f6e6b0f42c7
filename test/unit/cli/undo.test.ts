import { expect, test } from "vitest";
import { undo } from "../../../src/cli/attach-all.js";

/** An interface that was attached to; `ok` is whether it can be brought back. */
const there = (name: string, ok: boolean, order: string[]) => ({
  prepared: {
    on: { name, ifindex: 1 },
    undo: () => {
      order.push(name);
      return ok;
    },
  },
});

test("what was changed is put back, the last first, and what could not be is named (XG668)", () => {
  const order: string[] = [];
  const said = undo([there("eth0", true, order), there("eth1", false, order), there("eth2", true, order)]);
  expect(order).toEqual(["eth2", "eth1", "eth0"]);
  expect(said.map(({ code, message }) => [code, message.includes("eth1")])).toEqual([
    ["XG666", false],
    ["XG668", true],
  ]);
});
