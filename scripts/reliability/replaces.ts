import os from "node:os";
import { setImmediate as turn } from "node:timers/promises";
import { countUdp, floodUdp } from "../../test/support/udp.js";
import { findings, type Scenario } from "./scenario.js";
import { createStage, droppedOnCable, PORTS, RULESETS } from "./stage.js";

/** Before everybody's: setpriority(2). */
const PRIORITY = -10;

/** Two flows without a pause while one program replaces the other, in this process, as `xdpgen attach` does it. */
export const replaces: Scenario = {
  promise:
    "A program is replaced without a gap: nothing of a flow that both rulesets drop comes through, and every packet is counted once.",
  unit: "replacements",
  full: 10_000,
  quick: 100,
  async run({ amount, cli, signal, progress }) {
    const broken = findings();
    const stage = createStage("replaces", cli);
    try {
      stage.attach("old");
      const lostBefore = droppedOnCable(stage);
      const listener = await countUdp(stage.sandbox.right, PORTS.marked);
      const floods = [floodUdp(stage.sandbox, PORTS.marked), floodUdp(stage.sandbox, PORTS.old)];
      // The senders take whatever time of the processors there is; they do not inherit this.
      os.setPriority(PRIORITY);
      const start = performance.now();
      let ended = 0n;
      let replaced = 0;
      let slowest = 0;
      let marked = 0n;
      while (replaced < amount && !signal.aborted) {
        const began = performance.now();
        const { losses } = stage.attach(RULESETS[(replaced + 1) % RULESETS.length]!);
        slowest = Math.max(slowest, performance.now() - began);
        replaced++;
        for (const { packets } of losses.rules) ended += packets;
        const now = stage.counts()["marked"]!;
        if (now < marked) broken.note(`replacement ${replaced}: "marked" went from ${marked} to ${now}`);
        marked = now;
        if (replaced % 100 === 0) {
          progress(`${replaced} of ${amount} replacements, ${marked} packets of the marked flow`);
          await turn(); // signals are heard
        }
      }
      os.setPriority(0);
      const seconds = (performance.now() - start) / 1000;
      const sent = (await floods[0]!.end()) + (await floods[1]!.end());
      const arrived = sent - (droppedOnCable(stage) - lostBefore);
      const through = await listener.end();
      const { rules, policy } = stage.counters();
      const counted = Number([...rules, policy].reduce((sum, { packets }) => sum + packets, ended));
      if (through > 0) broken.note(`${through} packets of the marked flow came through`);
      if (counted !== arrived) broken.note(`${arrived} packets arrived and ${counted} were counted`);
      if (marked < 1000n)
        broken.note(`only ${marked} packets of the marked flow were sent: that shows nothing`);
      return {
        figures: {
          replacements: replaced,
          seconds: Math.round(seconds),
          "slowest replacement, ms": Math.round(slowest),
          "packets that arrived": arrived,
          "packets that were counted": counted,
          "packets of the marked flow": Number(marked),
          "of them came through": through,
        },
        broken: broken.all(),
      };
    } finally {
      stage.remove();
    }
  },
};
