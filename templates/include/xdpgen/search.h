/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Searching sorted tables. The steps are unrolled, and none branches on what it reads; `first` and the count so far stay
 * two numbers, or else the verifier would learn something about both at each check of an index, and ways would never be the
 * same state again.
 */
#ifndef XDPGEN_SEARCH_H
#define XDPGEN_SEARCH_H

#include <linux/types.h>
#include <xdpgen/match.h>

/* Bit 63 is set when element <= value: both below 2^63, and any numbers of 64 bits. */
static __always_inline __u64 not_above(__u64 element, __u64 value)
{
	return element - value - 1;
}

static __always_inline __u64 not_above_64(__u64 element, __u64 value)
{
	return ~((~value & element) | ((~value | element) & (value - element)));
}

/* Steps of 2^(from - 1) down to 2^to: `found` grows by as many elements as are known not to be above `value`. */
#define SEARCH_STEPS(compare, table, first, count, value, found, from, to)                                                     \
	_Pragma("unroll") for (int bit = (from) - 1; bit >= (to); bit--) {                                                     \
		__u64 step = 1ull << bit;                                                                                      \
		__u64 taken = compare(table((first) + (found + step - 1)), value) & (found + step - (count) - 1);              \
                                                                                                                               \
		XDPGEN_OPAQUE(taken);                                                                                          \
		found += ((__s64)taken >> 63) & step;                                                                          \
		XDPGEN_OPAQUE(found);                                                                                          \
	}

/*
 * How many of the `count` elements of a sorted table from index `first` on are not above `value`. `steps` and `usual` are
 * constants; `count` is below 2^steps, and nearly always below 2^usual: then the other steps are skipped.
 */
#define SEARCH(compare, table, first, count, value, steps, usual)                                                              \
	({                                                                                                                     \
		__u64 found = 0;                                                                                               \
                                                                                                                               \
		if ((steps) > (usual) && (count) >> (usual))                                                                   \
			SEARCH_STEPS(compare, table, first, count, value, found, steps, usual)                                 \
		SEARCH_STEPS(compare, table, first, count, value, found, usual, 0)                                             \
		found;                                                                                                         \
	})

#endif
