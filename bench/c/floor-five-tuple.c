/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The least that a list of five-tuple rules needs: finds addresses, protocol and ports of IPv4, whatever the length of its header,
 * and of no fragment; compares them once, counts, drops. Nothing branches on the protocol, which changes from packet to packet.
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/ip.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "GPL";

struct counter {
	__u64 packets;
	__u64 bytes;
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 2);
	__type(key, __u32);
	__type(value, struct counter);
} counters SEC(".maps");

#define FRAGMENT_OFFSET 0x1fff

SEC("xdp")
int floor_five_tuple(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data;
	void *end = (void *)(long)ctx->data_end;
	const struct ethhdr *eth = data;
	const struct iphdr *ip = data + sizeof(*eth);
	struct counter *counter;
	const __be16 *ports;
	__u32 rule = 0;

	if ((void *)(ip + 1) > end || eth->h_proto != bpf_htons(ETH_P_IP) || ip->version != 4)
		return XDP_DROP;
	ports = (void *)ip + 4 * ip->ihl;
	if ((void *)(ports + 2) > end || ip->frag_off & bpf_htons(FRAGMENT_OFFSET))
		return XDP_DROP;
	if (ip->saddr == bpf_htonl(1) && ip->daddr == bpf_htonl(2) && ip->protocol == 3 && ports[0] == 4 && ports[1] == 5)
		rule = 1;
	counter = bpf_map_lookup_elem(&counters, &rule);
	if (counter) {
		counter->packets++;
		counter->bytes += end - data;
	}
	return XDP_DROP;
}
