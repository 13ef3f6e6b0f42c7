/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which of many rules is the first that matches: classes of what a packet has, looked up and put together by tables, without
 * a branch on any of them.
 */
#ifndef XDPGEN_CLASSIFY_H
#define XDPGEN_CLASSIFY_H

#include <linux/types.h>
#include <xdpgen/decide.h>
#include <xdpgen/lookup.h>

/* All ones when a bit, of which there is only one, is there, otherwise 0: what is absent has class 0. */
static __always_inline __u64 found(__u64 has, __u64 bit)
{
	__s64 highest = has * ((1ULL << 63) / bit);

	XDPGEN_OPAQUE(highest);
	return highest >> 63;
}

/* A perfect hash of pairs of classes. The upper bits of `cell_hash` find a pilot; the upper bits of `cell_slot` are the slot. */
static __always_inline __u32 cell_hash(__u32 key)
{
	return key * 0x9e3779b1;
}

static __always_inline __u32 cell_slot(__u32 hash, __u32 pilot)
{
	return (hash ^ pilot * 0x85ebca6b) * 0xc2b2ae35;
}

/* 0 when a slot has the key of the packet, otherwise all ones. */
static __always_inline __u32 differs(__u64 slot_key, __u64 key)
{
	__u64 same = is_value(slot_key, key);

	XDPGEN_OPAQUE(same);
	return same - 1;
}

/* 0 when bit `asked` modulo 64 of `word` is there, otherwise all ones of 32 bits. */
static __always_inline __u32 unless_bit(__u64 asked, __u64 word)
{
	__u32 fails = (word >> (asked & 63) & 1) - 1;

	XDPGEN_OPAQUE(fails);
	return fails;
}

/* A value of up to 16 bits, and what is above all of them when it is absent; `found` is all ones or 0. */
static __always_inline __u64 value_or_absent(__u64 value, __u64 found)
{
	return (value & found) | (~found & 1 << 16);
}

/*
 * The same for what a rule asks when it is an interval too: the first value in 16 bits, the last in 17, and the number of a bit in
 * 6. A rule that asks for no interval has that of all values and the absent one.
 */
static __always_inline __u32 unless_in(__u64 asked, __u64 word, __u64 value)
{
	__u64 first = asked >> 23, last = asked >> 6 & 0x1ffff;
	__u64 inside = ~((value - first) | (last - value)) >> 63;
	__u32 fails = (word >> (asked & 63) & inside) - 1;

	XDPGEN_OPAQUE(fails);
	return fails;
}

#endif
