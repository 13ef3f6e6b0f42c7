/* SPDX-License-Identifier: GPL-2.0 */
/* The number of a flow, which all of its packets have: docs/semantics.md says how it comes about. */
#ifndef XDPGEN_FLOW_H
#define XDPGEN_FLOW_H

#include <linux/types.h>
#include <bpf/bpf_helpers.h>
#include <xdpgen/match.h>
#include <xdpgen/mix.h>

static __always_inline __u32 flow_ipv4(__u32 src, __u32 dst)
{
	return live_mix(live_mix(0, src), dst);
}

static __always_inline __u32 flow_ipv6(struct u128 src, struct u128 dst)
{
	__u32 hash = live_mix(live_mix(live_mix(live_mix(0, src.hi >> 32), src.hi), src.lo >> 32), src.lo);

	return live_mix(live_mix(live_mix(live_mix(hash, dst.hi >> 32), dst.hi), dst.lo >> 32), dst.lo);
}

/* What is not known of the protocol and the ports is 0. */
static __always_inline __u32 flow_number(__u32 addresses, __u32 protocol, __u32 sport, __u32 dport)
{
	return live_finish(live_mix(live_mix(addresses, protocol), sport << 16 | dport));
}

#endif
