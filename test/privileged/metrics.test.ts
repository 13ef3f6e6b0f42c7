import { spawn, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { complaint, startXdpgen, xdpgen, type Background } from "../support/cli.js";
import { createProject, type Project } from "../support/fixtures.js";
import { createSandbox, type Sandbox } from "../support/namespaces.js";
import { PROMETHEUS, PROMTOOL } from "../support/prometheus.js";
import { sendUdp } from "../support/udp.js";
import { readOpenMetrics } from "../unit/cli/metrics/openmetrics-reader.js";

let sandbox: Sandbox;
let project: Project;
let object: string;
let folder: string;
let running: Background[] = [];

beforeAll(() => {
  sandbox = createSandbox("metrics");
  project = createProject();
  object = project.compile("figures", "figures");
});
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "xdpgen-metrics-"));
  attach(object);
});
afterEach(async () => {
  for (const { child } of running) child.kill("SIGKILL");
  await Promise.all(running.map(({ ended }) => ended()));
  running = [];
  attach("off");
  rmSync(folder, { recursive: true });
});
afterAll(() => {
  sandbox.remove();
  project.remove();
});

function attach(what: string): void {
  const how = what === "off" ? ["off"] : ["obj", what, "sec", "xdp"];
  sandbox.ip(sandbox.right, "-force", "link", "set", "dev", "veth1", "xdp", ...how);
}
const there = () => ["--netns", sandbox.right.netns];
const run = (...args: string[]) => xdpgen(["metrics", ...args, ...there()]);
const start = (...args: string[]): Background => {
  const background = startXdpgen(["metrics", ...args, ...there()]);
  running.push(background);
  return background;
};
/** The URL of a server that has just been started. */
const urlOf = async (server: Background): Promise<string> =>
  /^listening: (\S+)$/m.exec(await server.until(/^listening: \S+\n/m))![1]!;
const value = (text: string, name: string, label: string): number =>
  Number(new RegExp(`^${name}\\{[^}]*${label}[^}]*\\} (\\S+)$`, "m").exec(text)?.[1]);

describe("once", () => {
  it("tells what was counted, of the interfaces that are named and of all", () => {
    sendUdp(sandbox, 9, 4, 100);
    sendUdp(sandbox, 53, 3);
    for (const names of [["veth1"], [], ["veth1", "veth1"]]) {
      const { code, stdout, stderr } = run(...names);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      const families = new Map(readOpenMetrics(stdout).map((family) => [family.name, family.samples]));
      expect(families.get("xdpgen_up")).toMatchObject([{ labels: { interface: "veth1" }, value: "1" }]);
      expect(
        families.get("xdpgen_rule_packets")!.map((sample) => [sample.labels["rule"], sample.value]),
      ).toEqual([
        ["malformed", "4"],
        ['flood of "dns" \\ ', "3"],
        ["trial", "0"],
      ]);
      expect(families.get("xdpgen_rule_bytes")![0]!.value).toBe(String(4 * 142));
      expect(families.get("xdpgen_limiter_packets")).toMatchObject([{ value: "3" }]);
      expect(families.get("xdpgen_malformed_packets")).toMatchObject([{ value: "4" }]);
      expect(families.get("xdpgen_set_elements")).toMatchObject([{ labels: { set: "bans" }, value: "7" }]);
      expect(families.get("xdpgen_program_monitors")).toMatchObject([{ value: "0" }]);
    }
  });

  it("tells the same as JSON", () => {
    const { metrics } = run("veth1", "--json").json[0]! as unknown as {
      metrics: { name: string; samples: unknown }[];
    };
    expect(metrics.find(({ name }) => name === "xdpgen_up")).toMatchObject({
      type: "gauge",
      unit: null,
      samples: [{ labels: { interface: "veth1" }, value: 1 }],
    });
  });

  it("tells that an interface runs no program, and that there is no interface at all", () => {
    attach("off");
    expect(run("veth1").stdout).toContain('xdpgen_up{interface="veth1"} 0\n# EOF\n');
    expect(run()).toMatchObject({ code: 0, stdout: "# EOF\n" });
    expect(run("veth1", "veth9")).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining("XG601"),
    });
  });
});

describe("over HTTP", () => {
  const ask = (url: string, ...args: string[]): string =>
    sandbox.run(sandbox.right, "curl", "-sS", "--max-time", "20", ...args, url);

  it("answers as the request wants it, each time with what is counted by then", async () => {
    const server = listening("127.0.0.1:0");
    const url = await urlOf(server);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/metrics$/);
    const openmetrics = ask(url, "-i", "-H", "Accept: application/openmetrics-text");
    expect(openmetrics).toMatch(
      /^HTTP\/1\.1 200 OK\r\ncontent-type: application\/openmetrics-text; version=1\.0\.0;/,
    );
    readOpenMetrics(openmetrics.split("\r\n\r\n")[1]!);
    sendUdp(sandbox, 9, 5);
    const plain = ask(url, "-i");
    expect(plain).toContain("content-type: text/plain; version=0.0.4; charset=utf-8\r\n");
    expect(value(plain, "xdpgen_rule_packets_total", 'rule="malformed"')).toBe(5);
    const head = ask(url, "-I");
    expect(head).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(head).toMatch(/content-length: [1-9]/);
    expect(ask(url.replace("/metrics", "/"), "-i")).toMatch(/^HTTP\/1\.1 404 /);
    expect(ask(url, "-i", "-X", "POST", "-d", "x")).toMatch(/^HTTP\/1\.1 405 [^]*\r\nallow: GET, HEAD\r\n/);
    server.child.kill("SIGTERM");
    expect(await server.ended()).toMatchObject({ code: 0, stderr: "" });
  });

  it("goes on when a program is replaced, is gone, and comes back, and when the interface goes", async () => {
    const server = listening("127.0.0.1:0", "veth1");
    const url = await urlOf(server);
    attach(object);
    expect(value(ask(url), "xdpgen_up", "")).toBe(1);
    attach("off");
    expect(value(ask(url), "xdpgen_up", "")).toBe(0);
    attach(object);
    expect(value(ask(url), "xdpgen_up", "")).toBe(1);
    sandbox.ip(sandbox.right, "link", "set", "veth1", "name", "gone");
    try {
      expect(value(ask(url), "xdpgen_up", 'interface="veth1"')).toBe(0);
    } finally {
      sandbox.ip(sandbox.right, "link", "set", "gone", "name", "veth1");
    }
    server.child.kill("SIGINT");
    expect((await server.ended()).code).toBe(0);
  });

  it("ends at once while connections are open", async () => {
    const server = listening("127.0.0.1:0");
    const url = await urlOf(server);
    const idle = spawn("nsenter", [
      ...[`--net=/run/netns/${sandbox.right.netns}`, "bash", "-c"],
      `exec 3<>/dev/tcp/127.0.0.1/${new URL(url).port}; echo open; read -r -t 60 <&3`,
    ]);
    await new Promise((resolve) => idle.stdout.once("data", resolve));
    server.child.kill("SIGTERM");
    expect((await server.ended()).code).toBe(0);
    idle.kill();
  });

  it("says that somebody else listens there, and what is no address", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    const { port } = other.address() as { port: number };
    try {
      const refused = xdpgen(["metrics", ...there(), "--json", "--listen", `127.0.0.1:${port}`]);
      expect(refused.code).toBe(2);
      expect(complaint(refused)).toMatchObject({
        code: "XG651",
        message: `cannot listen on 127.0.0.1:${port}: somebody else listens there`,
      });
    } finally {
      other.close();
    }
    expect(run("--listen", "here")).toMatchObject({ code: 2, stderr: expect.stringContaining("XG701") });
    expect(run("--listen", "9464", "--textfile", "x")).toMatchObject({ code: 2 });
  });

  /** A server in the namespace: only there do connections to it stay. */
  function listening(address: string, ...names: string[]): Background {
    const server = startXdpgen(["metrics", ...names, "--listen", address], {
      under: ["nsenter", `--net=/run/netns/${sandbox.right.netns}`],
    });
    running.push(server);
    return server;
  }

  it("is scraped by Prometheus, which knows every metric of the board and takes its expressions", async () => {
    sendUdp(sandbox, 9, 6);
    sendUdp(sandbox, 53, 2);
    const url = await urlOf(listening("127.0.0.1:9464"));
    const config = path.join(folder, "prometheus.yml");
    writeFileSync(
      config,
      `scrape_configs: [{ job_name: xdpgen, scrape_interval: 1s, scrape_timeout: 1s, static_configs: [{ targets: ["${new URL(url).host}"] }] }]\n`,
    );
    const prometheus = spawn(
      "nsenter",
      [
        ...[`--net=/run/netns/${sandbox.right.netns}`, PROMETHEUS, `--config.file=${config}`],
        ...[`--storage.tsdb.path=${folder}/data`, "--web.listen-address=127.0.0.1:9090"],
      ],
      { stdio: ["ignore", "ignore", "pipe"] },
    );
    let log = "";
    prometheus.stderr.on("data", (chunk: Buffer) => (log += chunk.toString()));
    const ended = new Promise((resolve) => prometheus.once("close", resolve));
    interface Answer {
      readonly data: {
        readonly result: readonly { metric: Record<string, string>; value: [number, string] }[];
      };
    }
    const query = (expression: string): Answer["data"]["result"] => {
      const answer = sandbox.run(
        sandbox.right,
        ...(["curl", "-sS", "--fail-with-body", "-G", "http://127.0.0.1:9090/api/v1/query"] as const),
        ...["--data-urlencode", `query=${expression}`],
      );
      return (JSON.parse(answer) as Answer).data.result;
    };
    try {
      await expect
        .poll(
          () => {
            try {
              return query('up{job="xdpgen"}').map((series) => series.value[1]);
            } catch {
              return []; // it is still starting
            }
          },
          { timeout: 60_000, interval: 500 },
        )
        .toEqual(["1"]);
      expect(
        query("xdpgen_rule_packets_total").map(({ metric, value: [, v] }) => [metric["rule"], v]),
      ).toEqual(
        expect.arrayContaining([
          ["malformed", "6"],
          ['flood of "dns" \\ ', "2"],
        ]),
      );
      const known = new Set(query('{__name__=~"xdpgen_.+"}').map(({ metric }) => metric["__name__"]!));
      const expressions = boardExpressions();
      expect(expressions.length).toBeGreaterThan(5);
      for (const expression of expressions) {
        for (const [name] of expression.matchAll(/\bxdpgen_\w+/g)) expect(known).toContain(name);
        query(expression);
      }
    } catch (error) {
      throw new Error(`${(error as Error).message}\n${log}`, { cause: error });
    } finally {
      prometheus.kill("SIGTERM");
      await ended;
    }
  });
});

/** The board's expressions with a value for each of its variables. */
function boardExpressions(): string[] {
  const board = readFileSync(new URL("../../docs/grafana.json", import.meta.url), "utf8");
  return [...board.matchAll(/"expr": ("(?:[^"\\]|\\.)*")/g)].map(([, text]) =>
    (JSON.parse(text!) as string).replaceAll("$__rate_interval", "1m").replaceAll(/\$\w+/g, ".*"),
  );
}

describe("in a file", () => {
  it("is written whole, and promtool has nothing to say about it", () => {
    const file = path.join(folder, "xdpgen.prom");
    writeFileSync(file, "old");
    expect(run("veth1", "--textfile", file)).toMatchObject({ code: 0, stdout: `written: ${file}\n` });
    expect(readdirSync(folder)).toEqual(["xdpgen.prom"]);
    expect(statSync(file).mode & 0o777).toBe(0o644);
    const check = spawnSync(PROMTOOL, ["check", "metrics"], { input: readFileSync(file), encoding: "utf8" });
    expect(check).toMatchObject({ status: 0, stdout: "", stderr: "" });
  });

  it("is written again and again with --interval, until a signal", async () => {
    const file = path.join(folder, "xdpgen.prom");
    const writer = start("veth1", "--textfile", file, "--interval", "0.1");
    await expect.poll(() => existsSync(file), { timeout: 20_000 }).toBe(true);
    sendUdp(sandbox, 9, 3);
    await expect
      .poll(() => value(readFileSync(file, "utf8"), "xdpgen_rule_packets_total", "malformed"), {
        timeout: 20_000,
      })
      .toBe(3);
    attach("off");
    await expect.poll(() => value(readFileSync(file, "utf8"), "xdpgen_up", ""), { timeout: 20_000 }).toBe(0);
    writer.child.kill("SIGTERM");
    expect(await writer.ended()).toMatchObject({ code: 0, stderr: "" });
  });

  it("stays as it was when it cannot be written", () => {
    const file = path.join(folder, "none", "xdpgen.prom");
    expect(complaint(run("veth1", "--textfile", file, "--json"))).toMatchObject({ code: "XG652" });
    // A directory in its place: root may write anywhere else.
    mkdirSync(path.join(folder, "taken.prom", "x"), { recursive: true });
    const refused = run("veth1", "--textfile", path.join(folder, "taken.prom"), "--json");
    expect(complaint(refused)).toMatchObject({ code: "XG652" });
    expect(refused.code).toBe(3);
    expect(readdirSync(folder)).toEqual(["taken.prom"]);
  });
});
