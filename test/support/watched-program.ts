import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { compileSync } from "../../src/codegen/7-compile/index.js";
import {
  encodeManifest,
  MANIFEST_VERSION,
  type Manifest,
  type ManifestRule,
} from "../../src/manifest/index.js";
import { ACTIONS } from "../../src/packet/index.js";
import { identityOf } from "./identity.js";

/** A rule about UDP to a port. */
export interface PortRule extends Pick<ManifestRule, "name" | "action" | "statement"> {
  readonly port: number;
}

/**
 * Writes the object of a program by hand that shows packets to those who watch, and is else as generated ones are: a slot for each rule, the
 * policy's, which passes, behind them; a rule that is hidden comes last. Without `watched` it shows nothing. Returns the object's path.
 */
export function writeWatchedObject(
  folder: string,
  name: string,
  rules: readonly PortRule[],
  { watched = true }: { readonly watched?: boolean } = {},
): string {
  const at = (line: number) => ({ file: `rules/${name}.ts`, line, column: 3 });
  const manifest: Manifest = {
    xdpgen: MANIFEST_VERSION,
    ...identityOf(name),
    policy: { action: "pass", slot: rules.length },
    rules: [
      ...rules.map(({ port: _, ...rule }, slot) => ({ ...rule, at: at(slot + 3), slot })),
      { name: "hidden", action: "drop", statement: null, at: at(rules.length + 3), slot: null },
    ],
    sets: [],
    limiters: [],
  };
  const text = programText(manifest, rules, watched);
  const { object } = compileSync({ text, manifest, tables: [] }, []);
  const file = path.join(folder, "generated", name, "xdp.o");
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, object);
  return file;
}

function programText(manifest: Manifest, rules: readonly PortRule[], watched: boolean): string {
  const decided = rules.map(({ action, statement, port }, slot) => {
    const decision = `DECIDED(${slot}, ${ACTIONS[action].constant})`;
    const then =
      statement === null
        ? `return decide(ctx, ${decision});`
        : `XDPGEN_COUNT(${slot}, ctx->data_end - ctx->data); ${watched ? `watch_statement(ctx, ${decision});` : ""}`;
    return `	if (port == ${port}) { ${then} }`;
  });
  return `
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/udp.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>
#include <xdpgen/counters.h>
#include <xdpgen/decide.h>
${watched ? "#include <xdpgen/watch.h>" : ""}
char LICENSE[] SEC("license") = "GPL";
XDPGEN_COUNTERS(${rules.length + 1});
const char bpf_metadata_xdpgen[] SEC(".rodata") = ${JSON.stringify(encodeManifest(manifest))};

static __always_inline int decide(struct xdp_md *ctx, __u32 decided)
{
	XDPGEN_COUNT(SLOT_OF(decided), ctx->data_end - ctx->data);
	${watched ? "watch_decision(ctx, decided);" : ""}
	return ACTION_OF(decided);
}

SEC("xdp") int xdpgen(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = data;
	struct iphdr *ip = (void *)(eth + 1);
	struct udphdr *udp = (void *)(ip + 1);
	__u32 port;

	if ((void *)(udp + 1) > end || eth->h_proto != bpf_htons(ETH_P_IP) || ip->protocol != IPPROTO_UDP)
		return decide(ctx, DECIDED(${rules.length}, XDP_PASS));
	port = bpf_ntohs(udp->dest);
${decided.join("\n")}
	return decide(ctx, DECIDED(${rules.length}, XDP_PASS));
}
`;
}
