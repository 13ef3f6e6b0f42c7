/* SPDX-License-Identifier: GPL-2.0 */
/*
 * everything-malformed: made by xdpgen 0.1.0 from test/golden/everything-malformed/rules.ts. Change that file and build again; do not edit this one.
 *
 *   drop     malformed     test/golden/everything-malformed/rules.ts:3
 *   drop     route header  test/golden/everything-malformed/rules.ts:3
 *   drop     fragments     test/golden/everything-malformed/rules.ts:3
 *   pass     everything else
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/tcp.h>
#include <linux/udp.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>
#include <xdpgen/config.h>
#include <xdpgen/counters.h>
#include <xdpgen/decide.h>
#include <xdpgen/ipv6.h>
#include <xdpgen/load.h>
#include <xdpgen/match.h>
#include <xdpgen/parse.h>
#include <xdpgen/watch.h>

char LICENSE[] SEC("license") = "GPL";

XDPGEN_COUNTERS(4);

/* What the parser can find of what the rules ask for: bits of `has`. */
enum {
	HAS_IPV6 = 1 << 0,
	HAS_IP = 1 << 1,
};

/* What the rules ask of a frame. Fields are in host byte order; what the frame does not have holds any number. */
struct packet {
	__u32 has;
	__u32 length;
	__u8 ipv6_extension;
	__u8 fragment;
	__u8 malformed;
};

/* `version` is that of the IP header in front. A field exists when its own bytes are in the frame. */
static __always_inline bool parse_transport(struct packet *p, void *header, void *end, __u8 protocol, int version)
{
	if (equals(protocol, IPPROTO_TCP)) {
		const struct tcphdr *tcp = header;

		if (header + 20 > end) {
			return false;
		}
		return true;
	}
	if (equals(protocol, IPPROTO_UDP)) {
		const struct udphdr *udp = header;

		if (header + 8 > end) {
			return false;
		}
		return true;
	}
	if (equals(protocol, IPPROTO_SCTP)) {
		const void *sctp = header;

		if (header + 12 > end) {
			return false;
		}
		return true;
	}
	if (version == 4 && equals(protocol, IPPROTO_ICMP)) {
		const void *icmp = header;

		if (header + 8 > end) {
			return false;
		}
		return true;
	}
	if (version == 6 && equals(protocol, IPPROTO_ICMPV6)) {
		const void *icmp6 = header;

		if (header + 8 > end) {
			return false;
		}
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
	p->has |= HAS_IP;
	p->fragment = ipv4_fragment(bpf_ntohs(ip->frag_off));

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
	p->has |= HAS_IPV6 | HAS_IP;

	e = no_extensions(header + sizeof(*ip6), ip6->nexthdr);
	if (unlikely(is_extension(e.protocol)))
		goto extensions;
walked:
	p->ipv6_extension = e.seen;
	p->fragment = e.fragment;
	return parse_transport(p, e.next, end, e.protocol, 6);

extensions:
	e = walk_extensions(e.next, end, e.protocol);
	/* What stands behind the fragment header of a later fragment is payload, not ports. */
	if (e.complete && e.fragment != FRAGMENT_LATER)
		goto walked;
	p->ipv6_extension = e.seen;
	p->fragment = e.fragment;
	return e.complete;
}

/* Only Ethernet/IPv4 ARP has the fields that rules know. */
static __always_inline bool parse_arp(struct packet *p, void *header, void *end)
{
	const void *arp = header;

	if (header + 8 > end)
		return false;
	if (load_u16(arp, 0) != 1 || load_u16(arp, 2) != ETH_P_IP || load_u8(arp, 4) != 6 || load_u8(arp, 5) != 4)
		return true;
	if (header + 28 > end) {
		return false;
	}
	return true;
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
	p->ipv6_extension = p->length;
	p->fragment = p->length;
	p->malformed = p->length;

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
	if (equals(type, ETH_P_ARP))
		return parse_arp(p, next, end);
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

#line 3 "test/golden/everything-malformed/rules.ts"
static __always_inline bool rule_0_malformed(const struct packet *p)
{
#line 3
	return equals(p->malformed, 0x1) /* true */;
}

#line 3 "test/golden/everything-malformed/rules.ts"
static __always_inline bool rule_1_route_header(const struct packet *p)
{
#line 3
	return has(p->has, HAS_IPV6) && bits(p->ipv6_extension, 0x02, 0x02) /* routing of routing */;
}

#line 3 "test/golden/everything-malformed/rules.ts"
static __always_inline bool rule_2_fragments(const struct packet *p)
{
#line 3
	return has(p->has, HAS_IP) && between(p->fragment, 0x1, 0x2) /* first-later */;
}

#line 240 "xdp.c"
/* The first rule that matches decides. */
static __always_inline __u32 decide(const struct packet *p)
{
	/* malformed: test/golden/everything-malformed/rules.ts:3 */
	if (rule_0_malformed(p))
		return DECIDED(0, XDP_DROP);

	/* route header: test/golden/everything-malformed/rules.ts:3 */
	if (rule_1_route_header(p))
		return DECIDED(1, XDP_DROP);

	/* fragments: test/golden/everything-malformed/rules.ts:3 */
	if (rule_2_fragments(p))
		return DECIDED(2, XDP_DROP);

	return DECIDED(3, XDP_PASS); /* policy */
}

SEC("xdp")
int xdpgen(struct xdp_md *ctx)
{
	struct packet p;
	__u32 decided;

	p.malformed = !parse(ctx, &p);
	p.has = forget(p.has, p.length);
	decided = decide(&p);
	XDPGEN_COUNT(SLOT_OF(decided), p.length);
	watch_decision(ctx, decided);
	return config.monitor ? XDP_PASS : ACTION_OF(decided);
}

/* What `xdpgen status` reads back from the kernel, and `bpftool prog show` as metadata. */
const char bpf_metadata_xdpgen[] SEC(".rodata") =
	"{\"xdpgen\":2,\"name\":\"everything-malformed\",\"version\":\"0.1.0\",\"source\":{\"file\":\"test/golden/everything-malformed/rules.ts\",\"sha256\":\"03cb38610c78e1385e4bf6c062d97af4fac43b2677f0679e058806cafc3d6ef2\"},\"policy\":{\"action\":\"pass\",\"slot\":3},\"rules\":["
	"{\"name\":\"malformed\",\"action\":\"drop\",\"statement\":null,\"at\":{\"file\":\"test/golden/everything-malformed/rules.ts\",\"line\":3,\"column\":16},\"slot\":0,\"content\":\"ZRyhGwJq\"},"
	"{\"name\":\"route header\",\"action\":\"drop\",\"statement\":null,\"at\":{\"file\":\"test/golden/everything-malformed/rules.ts\",\"line\":3,\"column\":48},\"slot\":1,\"content\":\"O2IEc0uY\"},"
	"{\"name\":\"fragments\",\"action\":\"drop\",\"statement\":null,\"at\":{\"file\":\"test/golden/everything-malformed/rules.ts\",\"line\":3,\"column\":95},\"slot\":2,\"content\":\"Cil4AtPb\"}],\"sets\":[],\"limiters\":[]}"
	"";
