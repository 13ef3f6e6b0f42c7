/* SPDX-License-Identifier: GPL-2.0 */
/*
 * lookups: made by xdpgen 0.1.0 from test/golden/lookups/rules.ts. Change that file and build again; do not edit this one.
 *
 *   pass     the one that may  test/golden/lookups/rules.ts:13
 *   drop     scanners          test/golden/lookups/rules.ts:14
 *   drop     a network         test/golden/lookups/rules.ts:15
 *   drop     services          test/golden/lookups/rules.ts:16
 *   pass     everything else
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/tcp.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>
#include <xdpgen/config.h>
#include <xdpgen/counters.h>
#include <xdpgen/decide.h>
#include <xdpgen/ipv6.h>
#include <xdpgen/load.h>
#include <xdpgen/lookup.h>
#include <xdpgen/match.h>
#include <xdpgen/parse.h>
#include <xdpgen/watch.h>

char LICENSE[] SEC("license") = "GPL";

XDPGEN_COUNTERS(5);

/* What the parser can find of what the rules ask for: bits of `has`. */
enum {
	HAS_IPV4 = 1 << 0,
	HAS_TCP_DPORT = 1 << 1,
};

/* What the rules ask of a frame. Fields are in host byte order; what the frame does not have holds any number. */
struct packet {
	__u32 has;
	__u32 length;
	__u32 ipv4_src;
	__u16 tcp_dport;
};

/* `version` is that of the IP header in front. A field exists when its own bytes are in the frame. */
static __always_inline bool parse_transport(struct packet *p, void *header, void *end, __u8 protocol, int version)
{
	if (equals(protocol, IPPROTO_TCP)) {
		const struct tcphdr *tcp = header;

		if (header + 4 > end) {
			return false;
		}
		p->has |= HAS_TCP_DPORT;
		p->tcp_dport = bpf_ntohs(tcp->dest);
		return true;
	}
	return true;
}

static __always_inline bool parse_ipv4(struct packet *p, void *header, void *end)
{
	const struct iphdr *ip = header;
	void *next = header + sizeof(*ip);

	if (next > end)
		return false;
	if (unlikely(!equals(load_u8(ip, 0), IPV4_WITHOUT_OPTIONS)))
		goto options;
whole:
	p->has |= HAS_IPV4;
	p->ipv4_src = bpf_ntohl(ip->saddr);

	/* What stands behind the header of a later fragment is payload, not ports. */
	if (ip->frag_off & bpf_htons(0x1fff))
		return true;
	return parse_transport(p, next, end, ip->protocol, 4);

options:
	next = header + ipv4_header_bytes(ip->ihl);
	if (ip->version != 4 || ip->ihl < 5 || next > end)
		return false;
	goto whole;
}

static __always_inline bool parse_ipv6(struct packet *p, void *header, void *end)
{
	const struct ipv6hdr *ip6 = header;
	struct extensions e;

	if (header + sizeof(*ip6) > end || ip6->version != 6)
		return false;

	e = no_extensions(header + sizeof(*ip6), ip6->nexthdr);
	if (unlikely(is_extension(e.protocol)))
		goto extensions;
walked:
	return parse_transport(p, e.next, end, e.protocol, 6);

extensions:
	e = walk_extensions(e.next, end, e.protocol);
	/* What stands behind the fragment header of a later fragment is payload, not ports. */
	if (e.complete && e.fragment != FRAGMENT_LATER)
		goto walked;
	return e.complete;
}

/*
 * Returns false when it had to stop early: a cut or impossible header, a third tag, a ninth extension header. What is rare
 * stands at the end of each of these functions, where the common frame does not come by: see xdpgen/parse.h.
 */
static __always_inline bool parse(const struct xdp_md *ctx, struct packet *p)
{
	void *data = (void *)(long)ctx->data;
	void *end = (void *)(long)ctx->data_end;
	const struct ethhdr *eth = data;
	const struct vlan_hdr *tag;
	void *next = data + sizeof(*eth);
	__u16 type;

	p->has = 0;
	p->length = end - data;
	p->ipv4_src = p->length;
	p->tcp_dport = p->length;

	if (data + sizeof(*eth) > end)
		return false;
	type = load_u16(&eth->h_proto, 0);
	if (unlikely(may_be_vlan(type)))
		goto tagged;
network:
	if (equals(type, ETH_P_IP))
		return parse_ipv4(p, next, end);
	if (equals(type, ETH_P_IPV6))
		return parse_ipv6(p, next, end);
	if (is_tag(type))
		return false; /* a tag that is not skipped hides what is behind it */
	return true;

tagged: /* At most two tags are skipped. */
	if (!is_vlan(type))
		goto network;
	tag = next;
	if (next + sizeof(tag->h_vlan_TCI) > end)
		return false;
	if (next + sizeof(*tag) > end)
		return false;
	type = bpf_ntohs(tag->h_vlan_encapsulated_proto);
	next += sizeof(*tag);

	if (is_vlan(type)) {
		tag = next;
		if (next + sizeof(tag->h_vlan_TCI) > end)
			return false;
		if (next + sizeof(*tag) > end)
			return false;
		type = bpf_ntohs(tag->h_vlan_encapsulated_proto);
		next += sizeof(*tag);
	}
	goto network;
}

const volatile __u64 lookup_1_bits_0[1024] TABLE(".rodata.0");
static __always_inline __u64 lookup_1_bits(__u64 index)
{
	return lookup_1_bits_0[index];
}

/*
 * 3 rules about ipv4Src: comparisons
 *   the one that may: test/golden/lookups/rules.ts:13
 *   scanners: test/golden/lookups/rules.ts:14
 *   a network: test/golden/lookups/rules.ts:15
 */
static __always_inline __u32 lookup_0(__u64 value)
{
	__u64 label = UNDECIDED;

	label = choose(in_interval(value, 0xa010000ULL, 0xa010202ULL), DECIDED(2, XDP_DROP), label);
	label = choose(is_value(value, 0xa010203ULL), DECIDED(0, XDP_PASS), label);
	label = choose(in_interval(value, 0xa010204ULL, 0xa01ffffULL), DECIDED(2, XDP_DROP), label);
	label = choose(is_value(value, 0xc0000207ULL), DECIDED(1, XDP_DROP), label);
	label = choose(is_value(value, 0xc0000263ULL), DECIDED(1, XDP_DROP), label);
	label = choose(is_value(value, 0xc6336404ULL), DECIDED(1, XDP_DROP), label);
	label = choose(is_value(value, 0xcb007105ULL), DECIDED(1, XDP_DROP), label);
	label = choose(is_value(value, 0xcb00714dULL), DECIDED(1, XDP_DROP), label);
	label = choose(is_value(value, 0xcb0071c8ULL), DECIDED(1, XDP_DROP), label);
	return label;
}

/*
 * 1 rule about tcpDport: direct table
 *   services: test/golden/lookups/rules.ts:16
 */
static __always_inline __u32 lookup_1(__u64 value)
{
	__u64 index = value & 65535;

	return choose(lookup_1_bits(index >> 6) >> (index & 63) & 1, DECIDED(3, XDP_DROP), UNDECIDED);
}

#line 205 "xdp.c"
/* The first rule that matches decides: the least of what is looked up, each of which is the first among some of the rules. */
static __always_inline __u32 decide(const struct packet *p)
{
	__u32 decided = forget(DECIDED(4, XDP_PASS), p->length);

	/* 3 rules about ipv4Src: comparisons */
	if (has(p->has, HAS_IPV4))
		decided = least(decided, lookup_0(p->ipv4_src));

	/* 1 rule about tcpDport: direct table */
#line 16 "test/golden/lookups/rules.ts"
	if (has(p->has, HAS_TCP_DPORT))
#line 16 "test/golden/lookups/rules.ts"
		decided = least(decided, lookup_1(p->tcp_dport));
#line 220 "xdp.c"

	return decided;
}

SEC("xdp")
int xdpgen(struct xdp_md *ctx)
{
	struct packet p;
	__u32 decided;

	parse(ctx, &p);
	p.has = forget(p.has, p.length);
	decided = decide(&p);
	XDPGEN_COUNT(SLOT_OF(decided), p.length);
	watch_decision(ctx, decided);
	return config.monitor ? XDP_PASS : ACTION_OF(decided);
}

/* What `xdpgen status` reads back from the kernel, and `bpftool prog show` as metadata. */
const char bpf_metadata_xdpgen[] SEC(".rodata") =
	"{\"xdpgen\":2,\"name\":\"lookups\",\"version\":\"0.1.0\",\"source\":{\"file\":\"test/golden/lookups/rules.ts\",\"sha256\":\"42e26536fa5b8f0fe45425b17c1f71f41b246f08e60068ac7cc0d0c2f8a9cc22\"},\"policy\":{\"action\":\"pass\",\"slot\":4},\"rules\":["
	"{\"name\":\"the one that may\",\"action\":\"pass\",\"statement\":null,\"at\":{\"file\":\"test/golden/lookups/rules.ts\",\"line\":13,\"column\":3},\"slot\":0,\"content\":\"uMKfSVNT\"},"
	"{\"name\":\"scanners\",\"action\":\"drop\",\"statement\":null,\"at\":{\"file\":\"test/golden/lookups/rules.ts\",\"line\":14,\"column\":3},\"slot\":1,\"content\":\"rq61cyls\"},"
	"{\"name\":\"a network\",\"action\":\"drop\",\"statement\":null,\"at\":{\"file\":\"test/golden/lookups/rules.ts\",\"line\":15,\"column\":3},\"slot\":2,\"content\":\"WLyfVJX6\"},"
	"{\"name\":\"services\",\"action\":\"drop\",\"statement\":null,\"at\":{\"file\":\"test/golden/lookups/rules.ts\",\"line\":16,\"column\":3},\"slot\":3,\"content\":\"tnAMcC-K\"}],\"sets\":[],\"limiters\":[]}"
	"";
