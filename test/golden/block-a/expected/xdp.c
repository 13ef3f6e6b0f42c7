/* SPDX-License-Identifier: GPL-2.0 */
/*
 * block-a: made by xdpgen 0.1.0 from test/golden/block-a/rules.ts. Change that file and build again; do not edit this one.
 *
 *   drop     drop ipv4Src 172.20.0.11  test/golden/block-a/rules.ts:3
 *   pass     everything else
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/ip.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>
#include <xdpgen/config.h>
#include <xdpgen/counters.h>
#include <xdpgen/decide.h>
#include <xdpgen/load.h>
#include <xdpgen/lookup.h>
#include <xdpgen/match.h>
#include <xdpgen/parse.h>
#include <xdpgen/watch.h>

char LICENSE[] SEC("license") = "GPL";

XDPGEN_COUNTERS(2);

/* What the parser can find of what the rules ask for: bits of `has`. */
enum {
	HAS_IPV4 = 1 << 0,
};

/* What the rules ask of a frame. Fields are in host byte order; what the frame does not have holds any number. */
struct packet {
	__u32 has;
	__u32 length;
	__u32 ipv4_src;
};

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
	return true;

options:
	next = header + ipv4_header_bytes(ip->ihl);
	if (ip->version != 4 || ip->ihl < 5 || next > end)
		return false;
	goto whole;
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

	if (data + sizeof(*eth) > end)
		return false;
	type = load_u16(&eth->h_proto, 0);
	if (unlikely(may_be_vlan(type)))
		goto tagged;
network:
	if (equals(type, ETH_P_IP))
		return parse_ipv4(p, next, end);
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

/*
 * 1 rule about ipv4Src: comparisons
 *   drop ipv4Src 172.20.0.11: test/golden/block-a/rules.ts:3
 */
static __always_inline __u32 lookup_0(__u64 value)
{
	__u64 inside = 0;

	inside |= is_value(value, 0xac14000bULL);
	return choose(inside, DECIDED(0, XDP_DROP), DECIDED(1, XDP_PASS));
}

#line 124 "xdp.c"
static __always_inline __u32 decide(const struct packet *p)
{
	/* 1 rule about ipv4Src: comparisons */
#line 3 "test/golden/block-a/rules.ts"
	if (has(p->has, HAS_IPV4))
#line 3 "test/golden/block-a/rules.ts"
		return lookup_0(p->ipv4_src);
#line 132 "xdp.c"

	return DECIDED(1, XDP_PASS); /* policy */
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
	"{\"xdpgen\":2,\"name\":\"block-a\",\"version\":\"0.1.0\",\"source\":{\"file\":\"test/golden/block-a/rules.ts\",\"sha256\":\"208127134ba3be81868398dbe76af116a7c6d57e326ecf878291d036790f7f5b\"},\"policy\":{\"action\":\"pass\",\"slot\":1},\"rules\":["
	"{\"name\":\"drop ipv4Src 172.20.0.11\",\"action\":\"drop\",\"statement\":null,\"at\":{\"file\":\"test/golden/block-a/rules.ts\",\"line\":3,\"column\":16},\"slot\":0,\"content\":\"BAApTtzq\"}],\"sets\":[],\"limiters\":[]}"
	"";
