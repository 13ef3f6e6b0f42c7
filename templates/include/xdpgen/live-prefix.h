/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Prefixes in live sets (live-set.h): an address is in the set when one of its prefixes is. The whole address is looked for at once; which
 * other lengths have to be stands in the header and in the row of the address: addresses with the same upper bits share a row.
 */
#ifndef XDPGEN_LIVE_PREFIX_H
#define XDPGEN_LIVE_PREFIX_H

#include <stddef.h>
#include <xdpgen/live-set.h>

/* The number of the lowest bit by a de Bruijn sequence ("Using de Bruijn Sequences to Index a 1 in a Computer Word", 1998). */
static const __u8 live_bits[64] = {
	0,  1,	56, 2,	57, 49, 28, 3,	61, 58, 42, 50, 38, 29, 17, 4,	62, 47, 59, 36, 45, 43, 51, 22, 53, 39, 33, 30, 24, 18, 12, 5,
	63, 55, 48, 27, 60, 41, 37, 16, 46, 35, 44, 21, 52, 32, 23, 11, 54, 26, 40, 15, 34, 20, 31, 10, 25, 14, 19, 9,	13, 8,	7,  6,
};

static __always_inline __u32 live_lowest(__u64 bits)
{
	return ((const volatile __u8 *)live_bits)[(bits & -bits) * 0x03f79d71b4ca8b09ULL >> 58];
}

/* The row of an IPv6 address: 16 bits of a hash of its upper 32. */
static __always_inline __u32 live_row6(__u64 hi)
{
	return live_finish(live_mix(0, hi >> 32)) >> 16;
}

/* The words of a row, or NULL; `words` of them are a row, and 16 rows are a value. */
static __always_inline volatile __u64 *live_row(void *map, __u32 rows, __u32 words, __u32 table, __u32 row)
{
	__u32 index = 1 + table * rows + (row >> 4);
	volatile __u64 *value = bpf_map_lookup_elem(map, &index);
	__u64 place = row;

	/* The bound is put on where it is needed: kept on the stack in between it would be forgotten up to Linux 5.15. */
	XDPGEN_OPAQUE(place);
	return value ? value + (place & 15) * words : NULL;
}

/* Bits of the third word of a header's lengths. */
#define LIVE_ALL6 1	/* ::/0 is there */
#define LIVE_ROWED 2	/* rows have lengths; else nobody needs to look there */

/* How many lengths a word can have at most. */
#define LIVE_LENGTHS4 32
#define LIVE_LENGTHS6 64

/* The prefix of an IPv4 address as an element's word. */
static __always_inline __u64 live_prefix4(__u32 address, __u32 length)
{
	return (__u64)length << 32 | (address & (__u32)(0xffffffff00000000ULL >> (length & 63)));
}

/* The first `length` bits of 64, 0 to 64. */
static __always_inline __u64 live_upper(__u64 word, __u32 length)
{
	return length ? word & ~0ULL << ((64 - length) & 63) : 0;
}

/* From now on prefixes of this length are looked for; a packet adds one. */
static __always_inline void live_note(volatile __u64 *lengths, __u64 bit)
{
	if (!(*lengths & bit))
		__sync_fetch_and_or(lengths, bit);
}

#endif
