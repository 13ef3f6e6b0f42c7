/** What keeps a client from cutting somebody off, in processes of their own as users have them: `confirm`, and the lockout check. */
import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { findPrograms } from "../../src/runtime/index.js";
import { xdpgen } from "../support/cli.js";
import { createProject, type Project } from "../support/fixtures.js";
import { createSandbox, type Sandbox } from "../support/namespaces.js";

const ROOT = new URL("../..", import.meta.url).pathname;

const RULES = `
  import { drop, liveSet, pass, ruleset } from "xdpgen";
  const bans = liveSet("bans", { type: "ipv4", capacity: 10 });
  export default ruleset({ policy: "drop" }, [drop("banned").ipv4Src(bans), pass("nine").udpDport(9)]);
`;

let sandbox: Sandbox;
let project: Project;

beforeAll(() => {
  sandbox = createSandbox("guards");
  project = createProject();
  const { directory } = project;
  mkdirSync(path.join(directory, "node_modules"));
  symlinkSync(ROOT, path.join(directory, "node_modules/xdpgen"));
  writeFileSync(path.join(directory, "package.json"), '{ "type": "module" }');
  mkdirSync(path.join(directory, "rules"));
  writeFileSync(path.join(directory, "rules/strict.ts"), RULES);
  expect(xdpgen(["build", "rules/strict.ts"], { cwd: directory }).code).toBe(0);
});
afterAll(() => {
  sandbox.remove();
  project.remove();
});
afterEach(() => {
  sandbox.ip(sandbox.right, "link", "set", sandbox.right.ifname, "xdp", "off");
});

/** Runs statements beside the client; `say` is what comes back. `codeOf` is the code that something is refused with. */
function script(text: string, peer = ""): unknown {
  const file = path.join(project.directory, "script.ts");
  const { netns, ifname, address } = sandbox.right;
  writeFileSync(
    file,
    `import * as strict from "./generated/strict/client.ts";
     const where = { netns: ${JSON.stringify(netns)} };
     const on = ${JSON.stringify(ifname)};
     const say = (said: unknown) => console.log(JSON.stringify(said));
     const codeOf = (act: Promise<unknown>) =>
       act.then(() => "none", (error) => error.diagnostics?.[0].code ?? error.stack);
     ${text}`,
  );
  const env = { ...process.env, SSH_CONNECTION: peer === "" ? "" : `${peer} 40000 ${address} 22` };
  return JSON.parse(
    execFileSync(path.join(ROOT, "node_modules/.bin/jiti"), [file], { env, encoding: "utf8" }),
  );
}

const running = () => findPrograms(sandbox.right.ifname, { netns: sandbox.right.netns });

it("what is not confirmed goes away, though its process has ended", async () => {
  expect(
    script('const fw = await strict.attach(on, { ...where, confirm: "2s" }); say(fw.mode); fw.close();'),
  ).toBe("native");
  while (running().length > 0) await sleep(50);
});

it("what is confirmed stays, and can be confirmed once", async () => {
  expect(
    script(
      `const fw = await strict.attach(on, { ...where, confirm: "2s" });
       await fw.confirm();
       say([await codeOf(fw.confirm()), fw.sets.bans.capacity]);`,
    ),
  ).toEqual(["XG663", 10]);
  await sleep(2500);
  expect(running()).toHaveLength(1);
});

it("waits for a confirmation of another one, and takes no time that a timer does not have", () => {
  expect(
    script(
      `const fw = await strict.attach(on, { ...where, confirm: "60s" });
       const again = await codeOf(strict.attach(on, { ...where, confirm: "60s" }));
       const long = await codeOf(strict.attach(on, { ...where, confirm: "30d" }));
       await fw.detach();
       say([again, long]);`,
    ),
  ).toEqual(["XG662", "XG682"]);
});

it("does several things at once that all need the lock", () => {
  expect(
    script(
      `const fw = await strict.attach(on, where);
       const [next] = await Promise.all([
         fw.replace(new URL("./generated/strict/xdp.o", import.meta.url), { confirm: "60s" }),
         fw.sets.bans.replace(["192.0.2.1", "192.0.2.2"]),
         strict.attach(on, where),
       ]);
       say([next === fw, fw.sets.bans.size]);`,
    ),
  ).toEqual([true, 2]);
});

it("does not cut off an SSH session, unless that is wanted or it only counts", () => {
  const attach = (more: string) =>
    script(
      `say(await codeOf(strict.attach(on, { ...where${more} }).then((fw) => fw.detach())));`,
      sandbox.left.address,
    );
  expect(attach("")).toBe("XG661");
  expect(running()).toEqual([]);
  expect([attach(", allowLockout: true"), attach(", monitor: true")]).toEqual(["none", "none"]);
});
