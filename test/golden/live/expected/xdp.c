/* SPDX-License-Identifier: GPL-2.0 */
/*
 * live: made by xdpgen 0.1.0 from test/golden/live/rules.ts. Change that file and build again; do not edit this one.
 *
 *   pass     office                     test/golden/live/rules.ts:10
 *   pass     a thousandth of the flows  test/golden/live/rules.ts:11
 *   drop     banned                     test/golden/live/rules.ts:12
 *   drop     flood                      test/golden/live/rules.ts:13
 *   drop     IPv6 flood                 test/golden/live/rules.ts:14
 *   drop     old service                test/golden/live/rules.ts:15
 *   drop     old service, IPv6          test/golden/live/rules.ts:16
 *   drop     tftp, but of the office    test/golden/live/rules.ts:17
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
#include <xdpgen/flow.h>
#include <xdpgen/ipv6.h>
#include <xdpgen/limiter.h>
#include <xdpgen/live-prefix.h>
#include <xdpgen/live-set.h>
#include <xdpgen/load.h>
#include <xdpgen/match.h>
#include <xdpgen/parse.h>
#include <xdpgen/watch.h>

char LICENSE[] SEC("license") = "GPL";

XDPGEN_COUNTERS(9);

/* What the parser can find of what the rules ask for: bits of `has`. */
enum {
	HAS_IPV6 = 1 << 0,
	HAS_IP = 1 << 1,
	HAS_IPV4 = 1 << 2,
	HAS_L4_PROTOCOL = 1 << 3,
	HAS_SPORT = 1 << 4,
	HAS_DPORT = 1 << 5,
	HAS_UDP_DPORT = 1 << 6,
	HAS_TCP_FLAGS = 1 << 7,
	HAS_TCP_DPORT = 1 << 8,
};

/* What the rules ask of a frame. Fields are in host byte order; what the frame does not have holds any number. */
struct packet {
	__u32 has;
	__u32 length;
	__u32 ipv4_src;
	__u32 ipv4_dst;
	struct u128 ipv6_src;
	struct u128 ipv6_dst;
	__u8 l4_protocol;
	__u16 tcp_dport;
	__u8 tcp_flags;
	__u16 udp_dport;
	__u16 sport;
	__u16 dport;
};

/* `version` is that of the IP header in front. A field exists when its own bytes are in the frame. */
static __always_inline bool parse_transport(struct packet *p, void *header, void *end, __u8 protocol, int version)
{
	if (equals(protocol, IPPROTO_TCP)) {
		const struct tcphdr *tcp = header;

		if (header + 14 > end) {
			if (header + 2 <= end) {
				p->has |= HAS_SPORT;
				p->sport = bpf_ntohs(tcp->source);
			}
			if (header + 4 <= end) {
				p->has |= HAS_TCP_DPORT | HAS_DPORT;
				p->tcp_dport = bpf_ntohs(tcp->dest);
				p->dport = bpf_ntohs(tcp->dest);
			}
			return false;
		}
		p->has |= HAS_TCP_DPORT | HAS_TCP_FLAGS | HAS_SPORT | HAS_DPORT;
		p->tcp_dport = bpf_ntohs(tcp->dest);
		p->tcp_flags = load_u8(tcp, 13);
		p->sport = bpf_ntohs(tcp->source);
		p->dport = bpf_ntohs(tcp->dest);
		return true;
	}
	if (equals(protocol, IPPROTO_UDP)) {
		const struct udphdr *udp = header;

		if (header + 4 > end) {
			if (header + 2 <= end) {
				p->has |= HAS_SPORT;
				p->sport = bpf_ntohs(udp->source);
			}
			return false;
		}
		p->has |= HAS_UDP_DPORT | HAS_SPORT | HAS_DPORT;
		p->udp_dport = bpf_ntohs(udp->dest);
		p->sport = bpf_ntohs(udp->source);
		p->dport = bpf_ntohs(udp->dest);
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
	p->has |= HAS_IPV4 | HAS_IP | HAS_L4_PROTOCOL;
	p->ipv4_src = bpf_ntohl(ip->saddr);
	p->ipv4_dst = bpf_ntohl(ip->daddr);
	p->l4_protocol = ip->protocol;

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
	p->ipv6_src = load_u128(&ip6->saddr);
	p->ipv6_dst = load_u128(&ip6->daddr);

	e = no_extensions(header + sizeof(*ip6), ip6->nexthdr);
	if (unlikely(is_extension(e.protocol)))
		goto extensions;
walked:
	p->has |= HAS_L4_PROTOCOL;
	p->l4_protocol = e.protocol;
	return parse_transport(p, e.next, end, e.protocol, 6);

extensions:
	e = walk_extensions(e.next, end, e.protocol);
	/* What stands behind the fragment header of a later fragment is payload, not ports. */
	if (e.complete && e.fragment != FRAGMENT_LATER)
		goto walked;
	if (e.complete) {
		p->has |= HAS_L4_PROTOCOL;
		p->l4_protocol = e.protocol;
	}
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
	p->ipv4_dst = p->length;
	p->ipv6_src = (struct u128){ p->length, p->length };
	p->ipv6_dst = (struct u128){ p->length, p->length };
	p->l4_protocol = p->length;
	p->tcp_dport = p->length;
	p->tcp_flags = p->length;
	p->udp_dport = p->length;
	p->sport = p->length;
	p->dport = p->length;

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

/* office: IPv6 addresses and prefixes, room for 1,000: test/golden/live/rules.ts:3 */
LIVE_SET(set_office, LIVE_WIDE_BYTES, 485);

static const struct live_shape set_office_shape = {
	.map = &set_office, .wide = true, .buckets = 242, .stash = 3, .rows = 0,
};

/* What is in it from the start; written into the object by xdpgen, and read by the loader. */
const __u8 set_office_elements[24] SEC(".xdpgen.set_office");

/* The parts of a search that the verifier looks at once each, by themselves. */
__noinline int set_office_confirm(__u32 index, __u32 matches, __u64 hi, __u64 lo, __u64 until)
{
	struct live_element e = { .hi = hi, .lo = lo, .detail = until };

	return live_confirm(&set_office_shape, index, matches, &e, until >> 32);
}

/*
 * At which try the element is found, or -1. Until the deadline, unless it is 0, it is there then. Tries are counted in 64 bits: of a number
 * of 32 bits that is kept on the stack Linux 5.15 forgets what it is, and sees a loop without an end.
 */
static __always_inline int set_office_find(__u32 table, const struct live_element *e, __u32 deadline)
{
	__u32 hash = e->hash;

#pragma clang loop unroll(disable)
	for (__u64 step = 0; step < LIVE_TRIES; step++) {
		__u32 index = live_index(&set_office_shape, table, hash, step);
		volatile struct live_wide_bucket *b = bpf_map_lookup_elem(&set_office, &index);
		__u64 matches;

		if (!b)
			return -1;
		matches = live_matches(b, e->word);
		if (!equals(matches, 0) && set_office_confirm(index, matches, e->hi, e->lo, (__u64)deadline << 32 | e->detail))
			return step;
		if (!live_has_overflowed(b))
			return -1;
		hash = live_next(hash, step);
	}
	return -1;
}

__noinline int set_office_search(__u64 word, __u64 hi, __u64 lo, __u64 where)
{
	struct live_element e = { .word = word, .hi = hi, .lo = lo, .detail = where, .hash = word >> 32 };

	return set_office_find(where >> 32, &e, 0) >= 0;
}

/* Whether the element is there. */
static __always_inline bool set_office_seek(__u32 table, const struct live_element *e)
{
	__u32 index = live_index(&set_office_shape, table, e->hash, 0);
	volatile struct live_wide_bucket *b = bpf_map_lookup_elem(&set_office, &index);
	enum live_look look = b ? live_look(true, b, e) : LIVE_ABSENT;

	return look == LIVE_UNKNOWN ? set_office_search(e->word, e->hi, e->lo, (__u64)table << 32 | e->detail) : look == LIVE_THERE;
}

__noinline int set_office_probe(__u64 table_and_seed, __u64 hi, __u64 lo, __u32 length)
{
	struct live_element e = live_wide(table_and_seed, hi, lo, 0, length);

	return set_office_seek(table_and_seed >> 32, &e);
}

__noinline int set_office_has(__u64 hi, __u64 lo)
{
	volatile struct live_header *h = live_header(&set_office);
	__u64 lower, upper, others, table_and_seed;
	__u32 table;

	if (!h)
		return 0;
	table = h->active & 1;
	table_and_seed = (__u64)table << 32 | h->seed;
	if (set_office_probe(table_and_seed, hi, lo, 128))
		return 1;
	lower = h->lengths[table][0];
	upper = h->lengths[table][1];
	others = h->lengths[table][2];
	if (others & LIVE_ALL6 && set_office_probe(table_and_seed, 0, 0, 0))
		return 1;
	for (int i = 0; i < LIVE_LENGTHS6 && upper; i++) {
		__u32 length = 65 + live_lowest(upper);

		if (set_office_probe(table_and_seed, hi, live_upper(lo, length - 64), length))
			return 1;
		upper &= upper - 1;
	}
	for (int i = 0; i < LIVE_LENGTHS6 && lower; i++) {
		__u32 length = 1 + live_lowest(lower);

		if (set_office_probe(table_and_seed, live_upper(hi, length), 0, length))
			return 1;
		lower &= lower - 1;
	}
	return 0;
}


/* bans: IPv4 addresses and prefixes, room for 100,000: test/golden/live/rules.ts:4 */
LIVE_SET(set_bans, LIVE_BYTES, 55829);

static const struct live_shape set_bans_shape = {
	.map = &set_bans, .wide = false, .buckets = 23818, .stash = 8, .rows = 4096,
};

/* What is in it from the start; written into the object by xdpgen, and read by the loader. */
const __u8 set_bans_elements[48] SEC(".xdpgen.set_bans");

/* The parts of a search that the verifier looks at once each, by themselves. */
__noinline int set_bans_confirm(__u32 index, __u32 matches, __u64 word, __u64 until)
{
	struct live_element e = { .word = word, .detail = until };

	return live_confirm(&set_bans_shape, index, matches, &e, until >> 32);
}

/*
 * At which try the element is found, or -1. Until the deadline, unless it is 0, it is there then. Tries are counted in 64 bits: of a number
 * of 32 bits that is kept on the stack Linux 5.15 forgets what it is, and sees a loop without an end.
 */
static __always_inline int set_bans_find(__u32 table, const struct live_element *e, __u32 deadline)
{
	__u32 hash = e->hash;

#pragma clang loop unroll(disable)
	for (__u64 step = 0; step < LIVE_TRIES; step++) {
		__u32 index = live_index(&set_bans_shape, table, hash, step);
		volatile struct live_wide_bucket *b = bpf_map_lookup_elem(&set_bans, &index);
		__u64 matches;

		if (!b)
			return -1;
		matches = live_matches(b, e->word);
		if (!equals(matches, 0) && set_bans_confirm(index, matches, e->word, (__u64)deadline << 32 | e->detail))
			return step;
		if (!live_has_overflowed(b))
			return -1;
		hash = live_next(hash, step);
	}
	return -1;
}

__noinline int set_bans_search(__u64 word, __u64 where)
{
	struct live_element e = { .word = word, .hash = where };

	return set_bans_find(where >> 32, &e, 0) >= 0;
}

/* Whether the element is there. */
static __always_inline bool set_bans_seek(__u32 table, const struct live_element *e)
{
	__u32 index = live_index(&set_bans_shape, table, e->hash, 0);
	volatile struct live_wide_bucket *b = bpf_map_lookup_elem(&set_bans, &index);
	enum live_look look = b ? live_look(false, b, e) : LIVE_ABSENT;

	return look == LIVE_UNKNOWN ? set_bans_search(e->word, (__u64)table << 32 | e->hash) : look == LIVE_THERE;
}

__noinline int set_bans_put(__u32 index, __u64 word, __u64 until)
{
	struct live_element e = { .word = word, .detail = until };

	return live_put(&set_bans_shape, index, &e, until >> 32, 140064);
}

/* Adds an element from the packet path, or gives it more time. */
static __always_inline void set_bans_take(volatile struct live_header *h, __u32 table, const struct live_element *e, __u32 deadline)
{
	int at = set_bans_find(table, e, deadline);
	__u32 hash = e->hash;

#pragma clang loop unroll(disable)
	for (__u64 step = 0; step < LIVE_TRIES && at < 0; step++) {
		__u32 index = live_index(&set_bans_shape, table, hash, step);

		if (set_bans_put(index, e->word, (__u64)deadline << 32 | e->detail))
			at = step;
		hash = live_next(hash, step);
	}
	if (at < 0)
		__sync_fetch_and_add(&h->refused, 1);
	hash = e->hash;
#pragma clang loop unroll(disable)
	for (__u64 step = 0; step < LIVE_TRIES && (int)step < at; step++) {
		__u32 index = live_index(&set_bans_shape, table, hash, step);
		volatile struct live_wide_bucket *b = bpf_map_lookup_elem(&set_bans, &index);

		if (b)
			live_raise(b, deadline);
		hash = live_next(hash, step);
	}
}

__noinline int set_bans_probe(__u32 table, __u32 seed, __u64 word)
{
	struct live_element e = live_narrow(seed, word);

	return set_bans_seek(table, &e);
}

__noinline int set_bans_has(__u32 address)
{
	volatile struct live_header *h = live_header(&set_bans);
	struct live_element e;
	__u32 table, seed;
	__u64 lengths;
	volatile __u64 *row;

	if (!h)
		return 0;
	table = h->active & 1;
	seed = h->seed;
	e = live_narrow(seed, live_prefix4(address, 32));
	if (set_bans_seek(table, &e))
		return 1;
	lengths = h->lengths[table][0];
	if (h->lengths[table][2] & LIVE_ROWED) {
		row = live_row(&set_bans, 4096, 1, table, address >> 16);
		if (row)
			lengths |= row[0];
	}
	for (int i = 0; i < LIVE_LENGTHS4 && lengths; i++) {
		if (set_bans_probe(table, seed, live_prefix4(address, live_lowest(lengths))))
			return 1;
		lengths &= lengths - 1;
	}
	return 0;
}

__noinline int set_bans_add(__u32 address, __u32 length, __u32 until)
{
	volatile struct live_header *h = live_header(&set_bans);
	struct live_element e;
	__u32 table;

	if (!h)
		return 0;
	table = h->active & 1;
	e = live_narrow(h->seed, live_prefix4(address, length));
	if (length < 32)
		live_note(&h->lengths[table][0], 1ULL << (length & 31));
	set_bans_take(h, table, &e, until);
	return 0;
}


/* services: IPv4 addresses and prefixes with TCP ports, room for 1,000: test/golden/live/rules.ts:5 */
LIVE_SET(set_services, LIVE_BYTES, 485);

static const struct live_shape set_services_shape = {
	.map = &set_services, .wide = false, .buckets = 242, .stash = 3, .rows = 0,
};

/* The parts of a search that the verifier looks at once each, by themselves. */
__noinline int set_services_confirm(__u32 index, __u32 matches, __u64 word, __u64 until)
{
	struct live_element e = { .word = word, .detail = until };

	return live_confirm(&set_services_shape, index, matches, &e, until >> 32);
}

/*
 * At which try the element is found, or -1. Until the deadline, unless it is 0, it is there then. Tries are counted in 64 bits: of a number
 * of 32 bits that is kept on the stack Linux 5.15 forgets what it is, and sees a loop without an end.
 */
static __always_inline int set_services_find(__u32 table, const struct live_element *e, __u32 deadline)
{
	__u32 hash = e->hash;

#pragma clang loop unroll(disable)
	for (__u64 step = 0; step < LIVE_TRIES; step++) {
		__u32 index = live_index(&set_services_shape, table, hash, step);
		volatile struct live_wide_bucket *b = bpf_map_lookup_elem(&set_services, &index);
		__u64 matches;

		if (!b)
			return -1;
		matches = live_matches(b, e->word);
		if (!equals(matches, 0) && set_services_confirm(index, matches, e->word, (__u64)deadline << 32 | e->detail))
			return step;
		if (!live_has_overflowed(b))
			return -1;
		hash = live_next(hash, step);
	}
	return -1;
}

__noinline int set_services_search(__u64 word, __u64 where)
{
	struct live_element e = { .word = word, .hash = where };

	return set_services_find(where >> 32, &e, 0) >= 0;
}

/* Whether the element is there. */
static __always_inline bool set_services_seek(__u32 table, const struct live_element *e)
{
	__u32 index = live_index(&set_services_shape, table, e->hash, 0);
	volatile struct live_wide_bucket *b = bpf_map_lookup_elem(&set_services, &index);
	enum live_look look = b ? live_look(false, b, e) : LIVE_ABSENT;

	return look == LIVE_UNKNOWN ? set_services_search(e->word, (__u64)table << 32 | e->hash) : look == LIVE_THERE;
}

__noinline int set_services_has(__u64 first, __u64 second)
{
	volatile struct live_header *h = live_header(&set_services);
	struct live_element e;

	if (!h)
		return 0;
	e = live_narrow(h->seed, first << 16 | second);
	return set_services_seek(h->active, &e);
}


/* services6: IPv6 addresses and prefixes with TCP ports, room for 1,000: test/golden/live/rules.ts:6 */
LIVE_SET(set_services6, LIVE_WIDE_BYTES, 485);

static const struct live_shape set_services6_shape = {
	.map = &set_services6, .wide = true, .buckets = 242, .stash = 3, .rows = 0,
};

/* What is in it from the start; written into the object by xdpgen, and read by the loader. */
const __u8 set_services6_elements[24] SEC(".xdpgen.set_services6");

/* The parts of a search that the verifier looks at once each, by themselves. */
__noinline int set_services6_confirm(__u32 index, __u32 matches, __u64 hi, __u64 lo, __u64 until)
{
	struct live_element e = { .hi = hi, .lo = lo, .detail = until };

	return live_confirm(&set_services6_shape, index, matches, &e, until >> 32);
}

/*
 * At which try the element is found, or -1. Until the deadline, unless it is 0, it is there then. Tries are counted in 64 bits: of a number
 * of 32 bits that is kept on the stack Linux 5.15 forgets what it is, and sees a loop without an end.
 */
static __always_inline int set_services6_find(__u32 table, const struct live_element *e, __u32 deadline)
{
	__u32 hash = e->hash;

#pragma clang loop unroll(disable)
	for (__u64 step = 0; step < LIVE_TRIES; step++) {
		__u32 index = live_index(&set_services6_shape, table, hash, step);
		volatile struct live_wide_bucket *b = bpf_map_lookup_elem(&set_services6, &index);
		__u64 matches;

		if (!b)
			return -1;
		matches = live_matches(b, e->word);
		if (!equals(matches, 0) && set_services6_confirm(index, matches, e->hi, e->lo, (__u64)deadline << 32 | e->detail))
			return step;
		if (!live_has_overflowed(b))
			return -1;
		hash = live_next(hash, step);
	}
	return -1;
}

__noinline int set_services6_search(__u64 word, __u64 hi, __u64 lo, __u64 where)
{
	struct live_element e = { .word = word, .hi = hi, .lo = lo, .detail = where, .hash = word >> 32 };

	return set_services6_find(where >> 32, &e, 0) >= 0;
}

/* Whether the element is there. */
static __always_inline bool set_services6_seek(__u32 table, const struct live_element *e)
{
	__u32 index = live_index(&set_services6_shape, table, e->hash, 0);
	volatile struct live_wide_bucket *b = bpf_map_lookup_elem(&set_services6, &index);
	enum live_look look = b ? live_look(true, b, e) : LIVE_ABSENT;

	return look == LIVE_UNKNOWN ? set_services6_search(e->word, e->hi, e->lo, (__u64)table << 32 | e->detail) : look == LIVE_THERE;
}

__noinline int set_services6_has(__u64 hi, __u64 lo, __u32 port)
{
	volatile struct live_header *h = live_header(&set_services6);
	struct live_element e;

	if (!h)
		return 0;
	e = live_wide(h->seed, hi, lo, port, 0);
	return set_services6_seek(h->active, &e);
}


/* The rate of flood: test/golden/live/rules.ts:13 */
LIMITER(limit_d8864644c, 21846);

__noinline int limit_d8864644c_over(__u64 key)
{
	return limiter_over(&limit_d8864644c, 21846, key, 16000000ULL, 3200000000ULL);
}


/* The rate of IPv6 flood: test/golden/live/rules.ts:14 */
LIMITER(limit_dcd918dfa, 21846);

__noinline int limit_dcd918dfa_over(__u64 key, __u32 length)
{
	return limiter_over(&limit_dcd918dfa, 21846, key, limiter_bytes(length, 1677721600ULL, 20), 1600000000ULL);
}


/* The number of the packet's flow. Its addresses are those of IPv4, or else of IPv6. */
static __always_inline __u32 flow_of(const struct packet *p)
{
	__u32 addresses = has(p->has, HAS_IPV4) ? flow_ipv4(p->ipv4_src, p->ipv4_dst) : flow_ipv6(p->ipv6_src, p->ipv6_dst);
	__u32 protocol = has(p->has, HAS_L4_PROTOCOL) ? p->l4_protocol : 0;
	__u32 sport = has(p->has, HAS_SPORT) ? p->sport : 0;
	__u32 dport = has(p->has, HAS_DPORT) ? p->dport : 0;

	return flow_number(addresses, protocol, sport, dport);
}


#line 661 "xdp.c"
/* The first rule that matches decides. */
static __always_inline __u32 decide(const struct packet *p)
{
	return DECIDED(8, XDP_PASS); /* policy */
}

/* Rules that cannot be decided beforehand: each is asked when no earlier rule has decided. */
#line 10 "test/golden/live/rules.ts"
__noinline __u32 live_0_to_7(struct xdp_md *ctx, const struct packet *p, __u32 decided)
{
	if (!p)
		return decided;

	/* office: test/golden/live/rules.ts:10 */
#line 10 "test/golden/live/rules.ts"
#line 10
	if (decided > DECIDED(0, XDP_PASS) && has(p->has, HAS_IPV6)
#line 10
	    && set_office_has(p->ipv6_src.hi, p->ipv6_src.lo)) {
#line 10
		decided = DECIDED(0, XDP_PASS);
	}

	/* sample: a thousandth of the flows: test/golden/live/rules.ts:11 */
#line 11 "test/golden/live/rules.ts"
#line 11
	if (decided > DECIDED(1, XDP_PASS) && has(p->has, HAS_IP) && flow_of(p) < 4294967ULL) {
#line 11
		XDPGEN_COUNT(1, p->length);
#line 11
		watch_statement(ctx, DECIDED(1, XDP_PASS));
	}

	/* banned: test/golden/live/rules.ts:12 */
#line 12 "test/golden/live/rules.ts"
#line 12
	if (decided > DECIDED(2, XDP_DROP) && has(p->has, HAS_IPV4) && set_bans_has(p->ipv4_src)) {
#line 12
		decided = DECIDED(2, XDP_DROP);
	}

	/* flood: test/golden/live/rules.ts:13 */
#line 13 "test/golden/live/rules.ts"
#line 13
	if (decided > DECIDED(3, XDP_DROP) && has(p->has, HAS_L4_PROTOCOL | HAS_IPV4)
#line 13
	    && equals(p->l4_protocol, 0x11) /* udp */ && limit_d8864644c_over((p->ipv4_src >> 8))) {
#line 13
		decided = DECIDED(3, XDP_DROP);
#line 13
		set_bans_add(p->ipv4_src, 24, live_until(60000));
	}

	/* IPv6 flood: test/golden/live/rules.ts:14 */
#line 14 "test/golden/live/rules.ts"
#line 14
	if (decided > DECIDED(4, XDP_DROP) && has(p->has, HAS_L4_PROTOCOL | HAS_IPV6 | HAS_UDP_DPORT)
#line 14
	    && equals(p->l4_protocol, 0x11) /* udp */
#line 14
	    && limit_dcd918dfa_over(limiter_key(p->ipv6_src.hi, p->ipv6_src.lo, p->udp_dport, 0), p->length)) {
#line 14
		decided = DECIDED(4, XDP_DROP);
	}

	/* monitor: old service: test/golden/live/rules.ts:15 */
#line 15 "test/golden/live/rules.ts"
#line 15
	if (decided > DECIDED(5, XDP_DROP) && has(p->has, HAS_TCP_FLAGS | HAS_IPV4 | HAS_TCP_DPORT)
#line 15
	    && bits(p->tcp_flags, 0x02, 0x02) /* syn of syn */
#line 15
	    && set_services_has(p->ipv4_dst, p->tcp_dport)) {
#line 15
		XDPGEN_COUNT(5, p->length);
#line 15
		watch_statement(ctx, DECIDED(5, XDP_DROP));
	}

	/* old service, IPv6: test/golden/live/rules.ts:16 */
#line 16 "test/golden/live/rules.ts"
#line 16
	if (decided > DECIDED(6, XDP_DROP) && has(p->has, HAS_IPV6 | HAS_TCP_DPORT)
#line 16
	    && set_services6_has(p->ipv6_dst.hi, p->ipv6_dst.lo, p->tcp_dport) && chance() < 2147483648ULL) {
#line 16
		decided = DECIDED(6, XDP_DROP);
	}

	/* tftp, but of the office: test/golden/live/rules.ts:17 */
#line 17 "test/golden/live/rules.ts"
#line 17
	if (decided > DECIDED(7, XDP_DROP) && has(p->has, HAS_UDP_DPORT | HAS_IPV6)
#line 17
	    && equals(p->udp_dport, 69) && !set_office_has(p->ipv6_src.hi, p->ipv6_src.lo)) {
#line 17
		decided = DECIDED(7, XDP_DROP);
	}

	return decided;
}
#line 763 "xdp.c"


SEC("xdp")
int xdpgen(struct xdp_md *ctx)
{
	struct packet p;
	__u32 decided;

	/* Also what lies between the members: a 5.15 verifier wants all of it written before a function may read it. */
	__builtin_memset(&p, 0, sizeof(p));
	parse(ctx, &p);
	p.has = forget(p.has, p.length);
	decided = decide(&p);
	decided = live_0_to_7(ctx, &p, decided);
	XDPGEN_COUNT(SLOT_OF(decided), p.length);
	watch_decision(ctx, decided);
	return config.monitor ? XDP_PASS : ACTION_OF(decided);
}

/* What `xdpgen status` reads back from the kernel, and `bpftool prog show` as metadata. */
const char bpf_metadata_xdpgen[] SEC(".rodata") =
	"{\"xdpgen\":2,\"name\":\"live\",\"version\":\"0.1.0\",\"source\":{\"file\":\"test/golden/live/rules.ts\",\"sha256\":\"f432c96d307070ca83fa9a799c2047b49f2d514c6fec0511554824033a74ff82\"},\"policy\":{\"action\":\"pass\",\"slot\":8},\"rules\":["
	"{\"name\":\"office\",\"action\":\"pass\",\"statement\":null,\"at\":{\"file\":\"test/golden/live/rules.ts\",\"line\":10,\"column\":3},\"slot\":0,\"content\":\"iiyqUzY9\"},"
	"{\"name\":\"a thousandth of the flows\",\"action\":\"pass\",\"statement\":\"sample\",\"at\":{\"file\":\"test/golden/live/rules.ts\",\"line\":11,\"column\":3},\"slot\":1,\"content\":\"H-qdijni\"},"
	"{\"name\":\"banned\",\"action\":\"drop\",\"statement\":null,\"at\":{\"file\":\"test/golden/live/rules.ts\",\"line\":12,\"column\":3},\"slot\":2,\"content\":\"a1wQJBww\"},"
	"{\"name\":\"flood\",\"action\":\"drop\",\"statement\":null,\"at\":{\"file\":\"test/golden/live/rules.ts\",\"line\":13,\"column\":3},\"slot\":3,\"content\":\"O6gxMtDn\"},"
	"{\"name\":\"IPv6 flood\",\"action\":\"drop\",\"statement\":null,\"at\":{\"file\":\"test/golden/live/rules.ts\",\"line\":14,\"column\":3},\"slot\":4,\"content\":\"YSYqSr80\"},"
	"{\"name\":\"old service\",\"action\":\"drop\",\"statement\":\"monitor\",\"at\":{\"file\":\"test/golden/live/rules.ts\",\"line\":15,\"column\":3},\"slot\":5,\"content\":\"iO9sU5oV\"},"
	"{\"name\":\"old service, IPv6\",\"action\":\"drop\",\"statement\":null,\"at\":{\"file\":\"test/golden/live/rules.ts\",\"line\":16,\"column\":3},\"slot\":6,\"content\":\"vfg-qm6g\"},"
	"{\"name\":\"tftp, but of the office\",\"action\":\"drop\",\"statement\":null,\"at\":{\"file\":\"test/golden/live/rules.ts\",\"line\":17,\"column\":3},\"slot\":7,\"content\":\"iQ0ojXwh\"}],\"sets\":["
	"{\"name\":\"office\",\"type\":[\"ipv6\"],\"capacity\":1000,\"timeout\":null,\"map\":\"set_office\",\"elements\":1},"
	"{\"name\":\"bans\",\"type\":[\"ipv4\"],\"capacity\":100000,\"timeout\":600000,\"map\":\"set_bans\",\"elements\":2},"
	"{\"name\":\"services\",\"type\":[\"ipv4\",\"tcp-port\"],\"capacity\":1000,\"timeout\":null,\"map\":\"set_services\",\"elements\":0},"
	"{\"name\":\"services6\",\"type\":[\"ipv6\",\"tcp-port\"],\"capacity\":1000,\"timeout\":null,\"map\":\"set_services6\",\"elements\":1}],\"limiters\":[{\"rule\":\"flood\",\"map\":\"limit_d8864644c\",\"rate\":1000,\"unit\":\"packets\",\"burst\":200,\"per\":[\"ipv4Src/24\"],\"keys\":65536},{\"rule\":\"IPv6 flood\",\"map\":\"limit_dcd918dfa\",\"rate\":10000000,\"unit\":\"bytes\",\"burst\":1000000,\"per\":[\"ipv6Src/128\",\"udpDport/16\"],\"keys\":65536}]}"
	"";
