/* SPDX-License-Identifier: GPL-2.0 */
/*
 * predicates: made by xdpgen 0.1.0 from test/golden/predicates/rules.ts. Change that file and build again; do not edit this one.
 *
 *   drop     xmas       test/golden/predicates/rules.ts:7
 *   drop     odd        test/golden/predicates/rules.ts:8
 *   pass     web        test/golden/predicates/rules.ts:12
 *   drop     far apart  test/golden/predicates/rules.ts:13
 *   drop     either     test/golden/predicates/rules.ts:14
 *   drop     slow       test/golden/predicates/rules.ts:15
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
#include <xdpgen/lookup.h>
#include <xdpgen/match.h>
#include <xdpgen/parse.h>
#include <xdpgen/payload.h>
#include <xdpgen/predicate.h>
#include <xdpgen/watch.h>

char LICENSE[] SEC("license") = "GPL";

XDPGEN_COUNTERS(7);

/* What the parser can find of what the rules ask for: bits of `has`. */
enum {
	HAS_TCP_FLAGS = 1 << 0,
	HAS_IPV4 = 1 << 1,
	HAS_TCP_DPORT = 1 << 2,
	HAS_L4_PROTOCOL = 1 << 3,
	HAS_TCP_SPORT = 1 << 4,
	HAS_TCP_WINDOW = 1 << 5,
};

/* What the rules ask of a frame. Fields are in host byte order; what the frame does not have holds any number. */
struct packet {
	__u32 has;
	__u32 length;
	__u8 ipv4_ttl;
	__u8 l4_protocol;
	__u16 tcp_sport;
	__u16 tcp_dport;
	__u8 tcp_flags;
	__u16 tcp_window;
	__u32 packet_length;
	__u32 payload;
};

/* `version` is that of the IP header in front. A field exists when its own bytes are in the frame. */
static __always_inline bool parse_transport(struct packet *p, void *header, void *end, __u8 protocol, int version)
{
	if (equals(protocol, IPPROTO_TCP)) {
		const struct tcphdr *tcp = header;

		if (header + 20 > end) {
			if (header + 2 <= end) {
				p->has |= HAS_TCP_SPORT;
				p->tcp_sport = bpf_ntohs(tcp->source);
			}
			if (header + 4 <= end) {
				p->has |= HAS_TCP_DPORT;
				p->tcp_dport = bpf_ntohs(tcp->dest);
			}
			if (header + 14 <= end) {
				p->has |= HAS_TCP_FLAGS;
				p->tcp_flags = load_u8(tcp, 13);
			}
			if (header + 16 <= end) {
				p->has |= HAS_TCP_WINDOW;
				p->tcp_window = bpf_ntohs(tcp->window);
			}
			return false;
		}
		p->has |= HAS_TCP_SPORT | HAS_TCP_DPORT | HAS_TCP_FLAGS | HAS_TCP_WINDOW;
		p->tcp_sport = bpf_ntohs(tcp->source);
		p->tcp_dport = bpf_ntohs(tcp->dest);
		p->tcp_flags = load_u8(tcp, 13);
		p->tcp_window = bpf_ntohs(tcp->window);
		p->payload = payload_at(p->length, end, header, tcp_bytes(header));
		return true;
	}
	if (equals(protocol, IPPROTO_UDP)) {
		const struct udphdr *udp = header;

		if (header + 8 > end) {
			return false;
		}
		p->payload = payload_at(p->length, end, header, 8);
		return true;
	}
	if (equals(protocol, IPPROTO_SCTP)) {
		const void *sctp = header;

		if (header + 12 > end) {
			return false;
		}
		p->payload = payload_at(p->length, end, header, 12);
		return true;
	}
	if (version == 4 && equals(protocol, IPPROTO_ICMP)) {
		const void *icmp = header;

		if (header + 8 > end) {
			return false;
		}
		p->payload = payload_at(p->length, end, header, 8);
		return true;
	}
	if (version == 6 && equals(protocol, IPPROTO_ICMPV6)) {
		const void *icmp6 = header;

		if (header + 8 > end) {
			return false;
		}
		p->payload = payload_at(p->length, end, header, 8);
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
	p->has |= HAS_IPV4 | HAS_L4_PROTOCOL;
	p->ipv4_ttl = ip->ttl;
	p->l4_protocol = ip->protocol;
	p->payload = payload_at(p->length, end, next, 0);

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
	p->has |= HAS_L4_PROTOCOL;
	p->l4_protocol = e.protocol;
	p->payload = payload_at(p->length, end, e.next, 0);
	return parse_transport(p, e.next, end, e.protocol, 6);

extensions:
	e = walk_extensions(e.next, end, e.protocol);
	/* What stands behind the fragment header of a later fragment is payload, not ports. */
	if (e.complete && e.fragment != FRAGMENT_LATER)
		goto walked;
	if (e.complete) {
		p->has |= HAS_L4_PROTOCOL;
		p->l4_protocol = e.protocol;
		p->payload = payload_at(p->length, end, e.next, 8);
	}
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
	p->ipv4_ttl = p->length;
	p->l4_protocol = p->length;
	p->tcp_sport = p->length;
	p->tcp_dport = p->length;
	p->tcp_flags = p->length;
	p->tcp_window = p->length;
	p->packet_length = p->length;
	p->payload = no_payload(p->length);
	p->packet_length = p->length;

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
	p->payload = payload_at(p->length, end, next, 0);
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

const volatile __u64 lookup_0_bits_0[4] TABLE(".rodata.0");
static __always_inline __u64 lookup_0_bits(__u64 index)
{
	return lookup_0_bits_0[index];
}

/*
 * 1 rule about tcpFlags: direct table
 *   xmas: test/golden/predicates/rules.ts:7
 */
static __always_inline __u32 lookup_0(__u64 value)
{
	__u64 index = value & 255;

	return choose(lookup_0_bits(index >> 6) >> (index & 63) & 1, DECIDED(0, XDP_DROP), DECIDED(6, XDP_PASS));
}

/* when(…): test/golden/predicates/rules.ts:8 */
#line 8 "test/golden/predicates/rules.ts"
static __always_inline bool predicate_1_odd(const struct packet *p)
{
#line 8 "test/golden/predicates/rules.ts"
	if (!has(p->has, HAS_IPV4)) return false;
#line 8 "test/golden/predicates/rules.ts"
	if (less(p->ipv4_ttl, 5)) {
#line 8 "test/golden/predicates/rules.ts"
		if (!has(p->has, HAS_TCP_DPORT)) return false;
#line 8 "test/golden/predicates/rules.ts"
		return less(p->tcp_dport, 1024) && !(equals(22, p->tcp_dport) || equals(80, p->tcp_dport)
#line 8 "test/golden/predicates/rules.ts"
				|| equals(443, p->tcp_dport));
#line 8 "test/golden/predicates/rules.ts"
	}
#line 10 "test/golden/predicates/rules.ts"
	if (!has(p->has, HAS_TCP_DPORT)) return false;
#line 10 "test/golden/predicates/rules.ts"
	return equals(p->tcp_dport, 22) && less(1000, p->packet_length);
}
#line 310 "xdp.c"

/* p.payload.startsWith("GET ") || p.payload.startsWith("POST "): test/golden/predicates/rules.ts:12 */
#line 12 "test/golden/predicates/rules.ts"
static __always_inline bool predicate_2_web(struct xdp_md *ctx, const struct packet *p)
{
#line 12 "test/golden/predicates/rules.ts"
	return PAYLOAD_STARTS(ctx, p->payload, 0, 4, load_u32(at, 0) ^ 0x47455420) /* "GET " */
#line 12 "test/golden/predicates/rules.ts"
			|| PAYLOAD_STARTS(ctx, p->payload, 0, 5, (load_u32(at, 0) ^ 0x504f5354) | (load_u8(at, 4) ^ 0x20)) /* "POST " */;
}
#line 321 "xdp.c"

/* (p.tcp.sport - p.tcp.dport) * (p.tcp.sport - p.tcp.dport) > 900_000_000: test/golden/predicates/rules.ts:13 */
#line 13 "test/golden/predicates/rules.ts"
static __always_inline bool predicate_3_far_apart(const struct packet *p)
{
#line 13 "test/golden/predicates/rules.ts"
	if (!has(p->has, HAS_TCP_SPORT | HAS_TCP_DPORT)) return false;
#line 13 "test/golden/predicates/rules.ts"
	const __s64 n0 = (__s64)p->tcp_sport - (__s64)p->tcp_dport; /* p.tcp.sport - p.tcp.dport */
#line 13 "test/golden/predicates/rules.ts"
	return less(900000000, n0 * n0);
}
#line 334 "xdp.c"

/* !(p.ipv4 && p.ipv4.ttl < 64) && p.payload.u16(2) % 7 === p.length % 7: test/golden/predicates/rules.ts:14 */
#line 14 "test/golden/predicates/rules.ts"
static __always_inline bool predicate_4_either(struct xdp_md *ctx, const struct packet *p)
{
#line 14 "test/golden/predicates/rules.ts"
	if (has(p->has, HAS_IPV4) && less(p->ipv4_ttl, 64)) return false;
#line 14 "test/golden/predicates/rules.ts"
	const __s64 n0 = payload_u16(ctx, p->payload, 2); /* p.payload.u16(2) */
#line 14 "test/golden/predicates/rules.ts"
	if (n0 < 0) return false;
#line 14 "test/golden/predicates/rules.ts"
	return equals(remainder(n0, 7), remainder(p->packet_length, 7));
}
#line 349 "xdp.c"

/* (get && p.tcp.window < 10) || (!get && p.tcp.window === 0): test/golden/predicates/rules.ts:15 */
#line 15 "test/golden/predicates/rules.ts"
static __always_inline bool predicate_5_slow(struct xdp_md *ctx, const struct packet *p)
{
#line 17 "test/golden/predicates/rules.ts"
	__u32 kept0 = forget(0, p->length);
#line 16 "test/golden/predicates/rules.ts"
	kept0 = kept(kept0, 0, PAYLOAD_STARTS(ctx, p->payload, 0, 4, load_u32(at, 0) ^ 0x47455420) /* "GET " */); /* p.payload.startsWith("GET ") */
#line 17 "test/golden/predicates/rules.ts"
	bool b0 = holds(kept0, 0);
#line 17 "test/golden/predicates/rules.ts"
	if (b0) {
#line 17 "test/golden/predicates/rules.ts"
		if (!has(p->has, HAS_TCP_WINDOW)) return false;
#line 17 "test/golden/predicates/rules.ts"
		b0 = less(p->tcp_window, 10);
#line 17 "test/golden/predicates/rules.ts"
	}
#line 17 "test/golden/predicates/rules.ts"
	if (b0) return true;
#line 17 "test/golden/predicates/rules.ts"
	if (!has(p->has, HAS_TCP_WINDOW)) return false;
#line 17 "test/golden/predicates/rules.ts"
	return !holds(kept0, 0) && equals(p->tcp_window, 0);
}
#line 376 "xdp.c"

#line 378 "xdp.c"
static __always_inline __u32 decide(const struct packet *p)
{
	/* 1 rule about tcpFlags: direct table */
#line 7 "test/golden/predicates/rules.ts"
	if (has(p->has, HAS_TCP_FLAGS))
#line 7 "test/golden/predicates/rules.ts"
		return lookup_0(p->tcp_flags);
#line 386 "xdp.c"

	return DECIDED(6, XDP_PASS); /* policy */
}

/* Rules that cannot be decided beforehand: each is asked when no earlier rule has decided. */
#line 8 "test/golden/predicates/rules.ts"
__noinline __u32 live_1_to_5(struct xdp_md *ctx, const struct packet *p, __u32 decided)
{
	if (!p)
		return decided;

	/* odd: test/golden/predicates/rules.ts:8 */
#line 8 "test/golden/predicates/rules.ts"
#line 8
	if (decided > DECIDED(1, XDP_DROP) && predicate_1_odd(p)) {
#line 8
		decided = DECIDED(1, XDP_DROP);
	}

	/* web: test/golden/predicates/rules.ts:12 */
#line 12 "test/golden/predicates/rules.ts"
#line 12
	if (decided > DECIDED(2, XDP_PASS) && has(p->has, HAS_L4_PROTOCOL)
#line 12
	    && equals(p->l4_protocol, 0x06) /* tcp */ && predicate_2_web(ctx, p)) {
#line 12
		decided = DECIDED(2, XDP_PASS);
	}

	/* far apart: test/golden/predicates/rules.ts:13 */
#line 13 "test/golden/predicates/rules.ts"
#line 13
	if (decided > DECIDED(3, XDP_DROP) && predicate_3_far_apart(p)) {
#line 13
		decided = DECIDED(3, XDP_DROP);
	}

	/* either: test/golden/predicates/rules.ts:14 */
#line 14 "test/golden/predicates/rules.ts"
#line 14
	if (decided > DECIDED(4, XDP_DROP) && predicate_4_either(ctx, p)) {
#line 14
		decided = DECIDED(4, XDP_DROP);
	}

	/* slow: test/golden/predicates/rules.ts:15 */
#line 15 "test/golden/predicates/rules.ts"
#line 15
	if (decided > DECIDED(5, XDP_DROP) && predicate_5_slow(ctx, p)) {
#line 15
		decided = DECIDED(5, XDP_DROP);
	}

	return decided;
}
#line 442 "xdp.c"


SEC("xdp")
int xdpgen(struct xdp_md *ctx)
{
	struct packet p;
	__u32 decided;

	/* Also what lies between the members: a 5.15 verifier wants all of it written before a function may read it. */
	__builtin_memset(&p, 0, sizeof(p));
	if (!parse(ctx, &p))
		p.payload = no_payload(p.length);
	p.has = forget(p.has, p.length);
	p.payload = forget(p.payload, p.length);
	decided = decide(&p);
	decided = live_1_to_5(ctx, &p, decided);
	XDPGEN_COUNT(SLOT_OF(decided), p.length);
	watch_decision(ctx, decided);
	return config.monitor ? XDP_PASS : ACTION_OF(decided);
}

/* What `xdpgen status` reads back from the kernel, and `bpftool prog show` as metadata. */
const char bpf_metadata_xdpgen[] SEC(".rodata") =
	"{\"xdpgen\":2,\"name\":\"predicates\",\"version\":\"0.1.0\",\"source\":{\"file\":\"test/golden/predicates/rules.ts\",\"sha256\":\"d274b783fc5e2d9ce497c51484c61881afe03b8056c50d3b1dcaa7b2ee6d1806\"},\"policy\":{\"action\":\"pass\",\"slot\":6},\"rules\":["
	"{\"name\":\"xmas\",\"action\":\"drop\",\"statement\":null,\"at\":{\"file\":\"test/golden/predicates/rules.ts\",\"line\":7,\"column\":3},\"slot\":0,\"content\":\"ATMbNQRs\"},"
	"{\"name\":\"odd\",\"action\":\"drop\",\"statement\":null,\"at\":{\"file\":\"test/golden/predicates/rules.ts\",\"line\":8,\"column\":3},\"slot\":1,\"content\":\"4sI1z7ia\"},"
	"{\"name\":\"web\",\"action\":\"pass\",\"statement\":null,\"at\":{\"file\":\"test/golden/predicates/rules.ts\",\"line\":12,\"column\":3},\"slot\":2,\"content\":\"Y9F9ljOL\"},"
	"{\"name\":\"far apart\",\"action\":\"drop\",\"statement\":null,\"at\":{\"file\":\"test/golden/predicates/rules.ts\",\"line\":13,\"column\":3},\"slot\":3,\"content\":\"fzAZU-lT\"},"
	"{\"name\":\"either\",\"action\":\"drop\",\"statement\":null,\"at\":{\"file\":\"test/golden/predicates/rules.ts\",\"line\":14,\"column\":3},\"slot\":4,\"content\":\"SuRdC1Zc\"},"
	"{\"name\":\"slow\",\"action\":\"drop\",\"statement\":null,\"at\":{\"file\":\"test/golden/predicates/rules.ts\",\"line\":15,\"column\":3},\"slot\":5,\"content\":\"lbvJSTv0\"}],\"sets\":[],\"limiters\":[]}"
	"";
