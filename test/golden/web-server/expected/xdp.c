/* SPDX-License-Identifier: GPL-2.0 */
/*
 * web-server: made by xdpgen 0.1.0 from test/golden/web-server/rules.ts. Change that file and build again; do not edit this one.
 *
 *   drop     scan                       test/golden/web-server/rules.ts:6
 *   pass     web                        test/golden/web-server/rules.ts:7
 *   pass     ssh from the office        test/golden/web-server/rules.ts:8
 *   pass     ssh from the office, IPv6  test/golden/web-server/rules.ts:11
 *   pass     replies                    test/golden/web-server/rules.ts:12
 *   pass     ping                       test/golden/web-server/rules.ts:13
 *   drop     foreign ARP                test/golden/web-server/rules.ts:14
 *   pass     pass arp                   test/golden/web-server/rules.ts:15
 *   drop     everything else
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
#include <xdpgen/match.h>
#include <xdpgen/parse.h>
#include <xdpgen/watch.h>

char LICENSE[] SEC("license") = "GPL";

XDPGEN_COUNTERS(9);

/* What the parser can find of what the rules ask for: bits of `has`. */
enum {
	HAS_TCP_FLAGS = 1 << 0,
	HAS_TCP_DPORT = 1 << 1,
	HAS_IPV4 = 1 << 2,
	HAS_IPV6 = 1 << 3,
	HAS_ICMP_TYPE = 1 << 4,
	HAS_ARP_SENDER_IP = 1 << 5,
	HAS_ETHER_TYPE = 1 << 6,
};

/* What the rules ask of a frame. Fields are in host byte order; what the frame does not have holds any number. */
struct packet {
	__u32 has;
	__u32 length;
	__u16 ether_type;
	__u32 arp_sender_ip;
	__u32 ipv4_src;
	struct u128 ipv6_src;
	__u16 tcp_dport;
	__u8 tcp_flags;
	__u8 icmp_type;
	__u32 packet_length;
};

/* `version` is that of the IP header in front. A field exists when its own bytes are in the frame. */
static __always_inline bool parse_transport(struct packet *p, void *header, void *end, __u8 protocol, int version)
{
	if (equals(protocol, IPPROTO_TCP)) {
		const struct tcphdr *tcp = header;

		if (header + 14 > end) {
			if (header + 4 <= end) {
				p->has |= HAS_TCP_DPORT;
				p->tcp_dport = bpf_ntohs(tcp->dest);
			}
			return false;
		}
		p->has |= HAS_TCP_DPORT | HAS_TCP_FLAGS;
		p->tcp_dport = bpf_ntohs(tcp->dest);
		p->tcp_flags = load_u8(tcp, 13);
		return true;
	}
	if (version == 4 && equals(protocol, IPPROTO_ICMP)) {
		const void *icmp = header;

		if (header + 1 > end) {
			return false;
		}
		p->has |= HAS_ICMP_TYPE;
		p->icmp_type = load_u8(icmp, 0);
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
	p->has |= HAS_IPV6;
	p->ipv6_src = load_u128(&ip6->saddr);

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

/* Only Ethernet/IPv4 ARP has the fields that rules know. */
static __always_inline bool parse_arp(struct packet *p, void *header, void *end)
{
	const void *arp = header;

	if (header + 8 > end)
		return false;
	if (load_u16(arp, 0) != 1 || load_u16(arp, 2) != ETH_P_IP || load_u8(arp, 4) != 6 || load_u8(arp, 5) != 4)
		return true;
	if (header + 18 > end) {
		return false;
	}
	p->has |= HAS_ARP_SENDER_IP;
	p->arp_sender_ip = load_u32(arp, 14);
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
	p->ether_type = p->length;
	p->arp_sender_ip = p->length;
	p->ipv4_src = p->length;
	p->ipv6_src = (struct u128){ p->length, p->length };
	p->tcp_dport = p->length;
	p->tcp_flags = p->length;
	p->icmp_type = p->length;
	p->packet_length = p->length;
	p->packet_length = p->length;

	if (data + sizeof(*eth) > end)
		return false;
	type = load_u16(&eth->h_proto, 0);
	if (unlikely(may_be_vlan(type)))
		goto tagged;
network:
	p->has |= HAS_ETHER_TYPE;
	p->ether_type = type;
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

#line 6 "test/golden/web-server/rules.ts"
static __always_inline bool rule_0_scan(const struct packet *p)
{
#line 6
	return has(p->has, HAS_TCP_FLAGS)
#line 6
	       && (bits(p->tcp_flags, 0xff, 0x00) /* none of fin+syn+rst+psh+ack+urg+ece+cwr */
#line 6
	       || bits(p->tcp_flags, 0x03, 0x03) /* fin+syn of fin+syn */);
}

#line 7 "test/golden/web-server/rules.ts"
static __always_inline bool rule_1_web(const struct packet *p)
{
#line 7
	return has(p->has, HAS_TCP_DPORT) && (equals(p->tcp_dport, 80) || equals(p->tcp_dport, 443));
}

#line 8 "test/golden/web-server/rules.ts"
static __always_inline bool rule_2_ssh_from_the_office(const struct packet *p)
{
#line 8
	return has(p->has, HAS_IPV4 | HAS_TCP_DPORT)
#line 9
	       && in_net(p->ipv4_src, 0xc0000200, 0xffffff00) /* 192.0.2.0/24 */
#line 10
	       && equals(p->tcp_dport, 22);
}

#line 11 "test/golden/web-server/rules.ts"
static __always_inline bool rule_3_ssh_from_the_office_ipv6(const struct packet *p)
{
#line 11
	return has(p->has, HAS_IPV6 | HAS_TCP_DPORT)
#line 11
	       && in_net128(p->ipv6_src, 0x20010db800010000, 0x0, 0xffffffffffff0000, 0x0) /* 2001:db8:1::/48 */
#line 11
	       && equals(p->tcp_dport, 22);
}

#line 12 "test/golden/web-server/rules.ts"
static __always_inline bool rule_4_replies(const struct packet *p)
{
#line 12
	return has(p->has, HAS_TCP_DPORT | HAS_TCP_FLAGS) && between(p->tcp_dport, 32768, 60999)
#line 12
	       && bits(p->tcp_flags, 0x10, 0x10) /* ack of ack */;
}

#line 13 "test/golden/web-server/rules.ts"
static __always_inline bool rule_5_ping(const struct packet *p)
{
#line 13
	return has(p->has, HAS_ICMP_TYPE) && equals(p->icmp_type, 0x08) /* echo-request */
#line 13
	       && between(p->packet_length, 0, 128);
}

#line 14 "test/golden/web-server/rules.ts"
static __always_inline bool rule_6_foreign_arp(const struct packet *p)
{
#line 14
	return has(p->has, HAS_ARP_SENDER_IP)
#line 14
	       && !in_net(p->arp_sender_ip, 0xc0000200, 0xffffff00) /* 192.0.2.0/24 */;
}

#line 15 "test/golden/web-server/rules.ts"
static __always_inline bool rule_7_pass_arp(const struct packet *p)
{
#line 15
	return has(p->has, HAS_ETHER_TYPE) && equals(p->ether_type, 0x0806) /* 0x0806 */;
}

#line 299 "xdp.c"
/* The first rule that matches decides. */
static __always_inline __u32 decide(const struct packet *p)
{
	/* scan: test/golden/web-server/rules.ts:6 */
	if (rule_0_scan(p))
		return DECIDED(0, XDP_DROP);

	/* web: test/golden/web-server/rules.ts:7 */
	if (rule_1_web(p))
		return DECIDED(1, XDP_PASS);

	/* ssh from the office: test/golden/web-server/rules.ts:8 */
	if (rule_2_ssh_from_the_office(p))
		return DECIDED(2, XDP_PASS);

	/* ssh from the office, IPv6: test/golden/web-server/rules.ts:11 */
	if (rule_3_ssh_from_the_office_ipv6(p))
		return DECIDED(3, XDP_PASS);

	/* replies: test/golden/web-server/rules.ts:12 */
	if (rule_4_replies(p))
		return DECIDED(4, XDP_PASS);

	/* ping: test/golden/web-server/rules.ts:13 */
	if (rule_5_ping(p))
		return DECIDED(5, XDP_PASS);

	/* foreign ARP: test/golden/web-server/rules.ts:14 */
	if (rule_6_foreign_arp(p))
		return DECIDED(6, XDP_DROP);

	/* pass arp: test/golden/web-server/rules.ts:15 */
	if (rule_7_pass_arp(p))
		return DECIDED(7, XDP_PASS);

	return DECIDED(8, XDP_DROP); /* policy */
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
	"{\"xdpgen\":2,\"name\":\"web-server\",\"version\":\"0.1.0\",\"source\":{\"file\":\"test/golden/web-server/rules.ts\",\"sha256\":\"28ffd44e084e3b83cc0010e1b39d408dee97808515de3948d67448e4edbacd39\"},\"policy\":{\"action\":\"drop\",\"slot\":8},\"rules\":["
	"{\"name\":\"scan\",\"action\":\"drop\",\"statement\":null,\"at\":{\"file\":\"test/golden/web-server/rules.ts\",\"line\":6,\"column\":3},\"slot\":0,\"content\":\"ssLAsJ4h\"},"
	"{\"name\":\"web\",\"action\":\"pass\",\"statement\":null,\"at\":{\"file\":\"test/golden/web-server/rules.ts\",\"line\":7,\"column\":3},\"slot\":1,\"content\":\"2ifQsUBM\"},"
	"{\"name\":\"ssh from the office\",\"action\":\"pass\",\"statement\":null,\"at\":{\"file\":\"test/golden/web-server/rules.ts\",\"line\":8,\"column\":3},\"slot\":2,\"content\":\"4TU_DruF\"},"
	"{\"name\":\"ssh from the office, IPv6\",\"action\":\"pass\",\"statement\":null,\"at\":{\"file\":\"test/golden/web-server/rules.ts\",\"line\":11,\"column\":3},\"slot\":3,\"content\":\"bx6fiSig\"},"
	"{\"name\":\"replies\",\"action\":\"pass\",\"statement\":null,\"at\":{\"file\":\"test/golden/web-server/rules.ts\",\"line\":12,\"column\":3},\"slot\":4,\"content\":\"3fdQ6y9m\"},"
	"{\"name\":\"ping\",\"action\":\"pass\",\"statement\":null,\"at\":{\"file\":\"test/golden/web-server/rules.ts\",\"line\":13,\"column\":3},\"slot\":5,\"content\":\"fRjJqBGi\"},"
	"{\"name\":\"foreign ARP\",\"action\":\"drop\",\"statement\":null,\"at\":{\"file\":\"test/golden/web-server/rules.ts\",\"line\":14,\"column\":3},\"slot\":6,\"content\":\"L_gKd-Lt\"},"
	"{\"name\":\"pass arp\",\"action\":\"pass\",\"statement\":null,\"at\":{\"file\":\"test/golden/web-server/rules.ts\",\"line\":15,\"column\":3},\"slot\":7,\"content\":\"zu7GD_6r\"}],\"sets\":[],\"limiters\":[]}"
	"";
