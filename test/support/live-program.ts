import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { compileSync } from "../../src/codegen/7-compile/index.js";
import {
  encodeManifest,
  limiterMapName,
  liveLayout,
  MANIFEST_VERSION,
  setMapName,
  type Manifest,
  type ManifestLimiter,
  type ManifestSet,
} from "../../src/manifest/index.js";
import { ACTIONS, type ActionName } from "../../src/packet/index.js";
import { identityOf } from "./identity.js";

/** A rule about UDP to a port. */
export interface UdpRule {
  readonly name: string;
  readonly port: number;
  readonly action: ActionName;
}

/** What a program has beside its rules. */
export interface LiveParts {
  /** What happens to all other packets: "pass" unless given. */
  readonly policy?: ActionName;
  readonly sets?: readonly Omit<ManifestSet, "map" | "elements">[];
  readonly limiters?: readonly Omit<ManifestLimiter, "map">[];
}

/**
 * Writes the object of a program by hand that drops and passes UDP by its port and has the live sets and limiters that it is given, which
 * decide nothing: for what is about loading and replacing alone. Returns the object's path, `<folder>/generated/<name>/xdp.o`.
 */
export function writeLiveObject(
  folder: string,
  name: string,
  rules: readonly UdpRule[],
  { policy = "pass", sets = [], limiters = [] }: LiveParts = {},
): string {
  const manifest: Manifest = {
    xdpgen: MANIFEST_VERSION,
    ...identityOf(name),
    policy: { action: policy, slot: rules.length },
    rules: rules.map(({ name: rule, action }, slot) => ({
      name: rule,
      action,
      statement: null,
      at: { file: `rules/${name}.ts`, line: slot + 3, column: 3 },
      slot,
    })),
    sets: sets.map((set) => ({ ...set, map: setMapName(set.name), elements: 0 })),
    limiters: limiters.map((limiter) => ({ ...limiter, map: limiterMapName(limiter.rule) })),
  };
  const text = programText(manifest, rules);
  const { object } = compileSync({ text, manifest, tables: [] }, []);
  const file = path.join(folder, "generated", name, "xdp.o");
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, object);
  return file;
}

function programText(manifest: Manifest, rules: readonly UdpRule[]): string {
  const { sets, limiters, policy } = manifest;
  const maps = [...sets, ...limiters].map(({ map }) => map);
  const decision = (slot: number, action: ActionName) => `DECIDED(${slot}, ${ACTIONS[action].constant})`;
  return `
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/udp.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>
#include <xdpgen/config.h>
#include <xdpgen/counters.h>
#include <xdpgen/decide.h>
#include <xdpgen/limiter.h>
#include <xdpgen/live-set.h>
char LICENSE[] SEC("license") = "GPL";
XDPGEN_COUNTERS(${rules.length + 1});
${sets
  .map(({ map, type, capacity }) => {
    const { valueBytes, values } = liveLayout(type, capacity);
    return `LIVE_SET(${map}, ${valueBytes}, ${values});`;
  })
  .join("\n")}
${limiters.map(({ map, keys }) => `LIMITER(${map}, ${keys});`).join("\n")}
const char bpf_metadata_xdpgen[] SEC(".rodata") = ${JSON.stringify(encodeManifest(manifest))};

static __always_inline __u32 decide(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = data;
	struct iphdr *ip = (void *)(eth + 1);
	struct udphdr *udp = (void *)(ip + 1);
	__u32 zero = 0;

${maps.map((map) => `	if (!bpf_map_lookup_elem(&${map}, &zero)) return ${decision(policy.slot, policy.action)};`).join("\n")}
	if ((void *)(udp + 1) > end || eth->h_proto != bpf_htons(ETH_P_IP) || ip->protocol != IPPROTO_UDP)
		return ${decision(policy.slot, policy.action)};
${rules
  .map(({ port, action }, slot) => `	if (udp->dest == bpf_htons(${port})) return ${decision(slot, action)};`)
  .join("\n")}
	return ${decision(policy.slot, policy.action)};
}

SEC("xdp") int xdpgen(struct xdp_md *ctx)
{
	__u32 decided = decide(ctx);

	XDPGEN_COUNT(SLOT_OF(decided), ctx->data_end - ctx->data);
	return config.monitor ? XDP_PASS : ACTION_OF(decided);
}
`;
}
