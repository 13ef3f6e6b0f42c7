/* SPDX-License-Identifier: GPL-2.0 */
/* The least that looks at an address: finds the source address of IPv4 or IPv6, compares it once, drops. */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "GPL";

/* 1.2.3.4 and 102:304::/64, which no trace has. */
#define NOBODY 0x01020304

SEC("xdp")
int floor_parse(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data;
	void *end = (void *)(long)ctx->data_end;
	const struct ethhdr *eth = data;

	if (data + sizeof(*eth) + sizeof(struct iphdr) > end)
		return XDP_DROP;
	if (eth->h_proto == bpf_htons(ETH_P_IP)) {
		const struct iphdr *ip = data + sizeof(*eth);

		if (ip->version == 4 && ip->saddr == bpf_htonl(NOBODY))
			return XDP_PASS;
	} else if (eth->h_proto == bpf_htons(ETH_P_IPV6)) {
		const struct ipv6hdr *ip = data + sizeof(*eth);

		if ((void *)(ip + 1) <= end && ip->saddr.in6_u.u6_addr32[0] == bpf_htonl(NOBODY))
			return XDP_PASS;
	}
	return XDP_DROP;
}
