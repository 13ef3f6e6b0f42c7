/* SPDX-License-Identifier: GPL-2.0 */
/* IPv6 extension headers: RFC 8200 section 4, RFC 4302 (AH). */
#ifndef XDPGEN_IPV6_H
#define XDPGEN_IPV6_H

#include <linux/types.h>
#include <stdbool.h>
#include <xdpgen/load.h>
#include <xdpgen/match.h>
#include <xdpgen/parse.h>

#define EXTENSIONS_MAX 8

#define NEXTHDR_HOP 0
#define NEXTHDR_ROUTING 43
#define NEXTHDR_FRAGMENT 44
#define NEXTHDR_AUTH 51
#define NEXTHDR_DEST 60

/* The bits of `seen`. */
#define SEEN_HOP 0x01
#define SEEN_ROUTING 0x02
#define SEEN_FRAGMENT 0x04
#define SEEN_DEST 0x08
#define SEEN_AUTH 0x10

#define EXTENSION_BIT(number) (1ULL << (number))
#define EXTENSION_NUMBERS                                                                            \
	(EXTENSION_BIT(NEXTHDR_HOP) | EXTENSION_BIT(NEXTHDR_ROUTING) | EXTENSION_BIT(NEXTHDR_FRAGMENT) | \
	 EXTENSION_BIT(NEXTHDR_AUTH) | EXTENSION_BIT(NEXTHDR_DEST))

/* 1 for the number of an extension header, 0 for any other. All of them are below 64. */
static __always_inline __u64 is_extension(__u8 number)
{
	__u64 below64 = ((__u64)number - 64) >> 63;

	return (EXTENSION_NUMBERS >> (number & 63)) & below64 & 1;
}

struct extensions {
	/* What follows the last header that was walked. */
	void *next;
	/* Its number; where the walk ended early, the number that nobody followed. */
	__u8 protocol;
	__u8 seen;
	__u8 fragment;
	/* The walk came to its end: no header was cut, and there were no more than EXTENSIONS_MAX. */
	bool complete;
};

/* 1 when a == b, otherwise 0, without a branch: so the verifier has one way to go and not two. */
static __always_inline __u64 equal(__u64 a, __u64 b)
{
	__u64 is_equal = ((a ^ b) - 1) >> 63;

	XDPGEN_OPAQUE(is_equal);
	return is_equal;
}

/* What a packet without extension headers has: `protocol` stands at `next`. */
static __always_inline struct extensions no_extensions(void *next, __u8 protocol)
{
	struct extensions e = { .next = next, .protocol = protocol, .complete = true };

	return e;
}

/*
 * Walks the chain from a header of type `number` at `next`.
 *
 * The kinds of headers differ in their length field, in the fragment header's flags, and in the bit that they leave in
 * `seen`. All of that is computed, not branched on: a branch for each kind would give the verifier five ways through
 * every one of eight steps, and it would walk them all.
 */
static __always_inline struct extensions walk_extensions(void *next, void *end, __u8 number)
{
	struct extensions e = { .next = next, .protocol = number };
	int i;

#pragma unroll
	for (i = 0; i < EXTENSIONS_MAX; i++) {
		void *header = e.next;
		__u64 type = e.protocol;
		__u64 is_fragment, is_auth, words, length, flags;

		if (!unlikely(is_extension(type)))
			break;
		e.seen |= equal(type, NEXTHDR_HOP) * SEEN_HOP | equal(type, NEXTHDR_ROUTING) * SEEN_ROUTING |
			  equal(type, NEXTHDR_FRAGMENT) * SEEN_FRAGMENT | equal(type, NEXTHDR_DEST) * SEEN_DEST |
			  equal(type, NEXTHDR_AUTH) * SEEN_AUTH;
		if (header + 8 > end)
			return e;

		/* In 8-byte words after the first; AH: in 4-byte words less two; a fragment header has 8 bytes. */
		is_fragment = equal(type, NEXTHDR_FRAGMENT);
		is_auth = equal(type, NEXTHDR_AUTH);
		words = load_u8(header, 1);
		length = (8 + words * 8) * (1 - is_fragment - is_auth) + (8 + words * 4) * is_auth + 8 * is_fragment;

		flags = load_u16(header, 2) * is_fragment;
		e.protocol = load_u8(header, 0);
		e.fragment |= flags & 1;
		if (flags & 0xfff8) {
			e.fragment = FRAGMENT_LATER;
			e.complete = true;
			return e;
		}
		length &= 0xfff;
		XDPGEN_OPAQUE(length);
		e.next = header + length;
		if (e.next > end)
			return e;
	}
	e.complete = !is_extension(e.protocol);
	return e;
}

#endif
