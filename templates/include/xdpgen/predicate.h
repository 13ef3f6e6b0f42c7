/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What predicates compute with. Numbers are integers, signed, of at most 53 bits, so that a difference of two of them does not wrap in 64.
 *
 * As in match.h, what is compared is a difference, which nobody needs any more: the verifier learns nothing about the numbers,
 * and ways that have come together again are one.
 */
#ifndef XDPGEN_PREDICATE_H
#define XDPGEN_PREDICATE_H

#include <linux/types.h>
#include <stdbool.h>
#include <xdpgen/match.h>

/* a < b */
static __always_inline bool less(__s64 a, __s64 b)
{
	__s64 difference = a - b;

	XDPGEN_OPAQUE(difference);
	return difference < 0;
}

/* a === b, of two words each, the upper one first. */
static __always_inline bool same128(__u64 a_hi, __u64 a_lo, __u64 b_hi, __u64 b_lo)
{
	__u64 difference = (a_hi ^ b_hi) | (a_lo ^ b_lo);

	XDPGEN_OPAQUE(difference);
	return difference == 0;
}

/* One of two numbers. The verifier forgets which: with every choice it would have twice as many ways to go. */
static __always_inline __s64 either(bool condition, __s64 a, __s64 b, __u64 unknown)
{
	__s64 chosen = (condition ? a : b) ^ unknown;

	XDPGEN_OPAQUE(chosen);
	return chosen ^ unknown;
}

/*
 * What is asked more than once is kept as a bit of a word, of which the verifier knows nothing: with a `bool` it would have twice as many
 * ways to go from there on. `holds` takes the bit anew each time, for the same reason.
 */
static __always_inline __u32 kept(__u32 word, int bit, bool condition)
{
	word |= (__u32)condition << bit;
	XDPGEN_OPAQUE(word);
	return word;
}

static __always_inline bool holds(__u32 word, int bit)
{
	XDPGEN_OPAQUE(word);
	word = word >> bit & 1;
	XDPGEN_OPAQUE(word);
	return word;
}

/* Neither is negative, and the divisor is not 0. BPF before its fourth version has no signed division. */
static __always_inline __s64 quotient(__u64 a, __u64 b)
{
	return a / b;
}

/* The remainder has the sign of what is divided. All without a branch: a sign is 0 or -1, and x is negated by (x ^ -1) - -1. */
static __always_inline __s64 remainder(__s64 a, __s64 b)
{
	__s64 sign = a >> 63, other = b >> 63;
	__u64 size = (a ^ sign) - sign, by = (b ^ other) - other;

	return (__s64)(size % by ^ sign) - sign;
}

/* Shifts by any number of places that is not negative. Beyond 63 nothing is left of a number. */
static __always_inline __s64 shifted_right(__u64 a, __u64 places)
{
	__u64 is_near = (places - 64) >> 63;

	return (a >> (places & 63)) * is_near;
}

static __always_inline __s64 shifted_left(__u64 a, __u64 places)
{
	__u64 is_near = (places - 64) >> 63;

	return (a << (places & 63)) * is_near;
}

#endif
