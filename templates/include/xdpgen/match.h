/* SPDX-License-Identifier: GPL-2.0 */
/*
 * How a rule compares a field. Values are in host byte order.
 *
 * Every comparison works on a difference and not on the field itself: the verifier then learns something about the
 * difference, which nobody needs any more, and nothing about the field. Comparing the field would split what the
 * verifier has to walk through at every rule, and some hundred rules would be too complex for it.
 */
#ifndef XDPGEN_MATCH_H
#define XDPGEN_MATCH_H

#include <linux/types.h>
#include <stdbool.h>

/* Keeps clang from turning the difference back into a comparison of the field. */
#define XDPGEN_OPAQUE(x) asm volatile("" : "+r"(x))

struct u128 {
	__u64 hi, lo;
};

/*
 * `value`, of which the verifier knows nothing any more; `unknown` is any number that it does not know. The many ways
 * through the parser become one again, so the rules are verified once and not once for each way.
 */
static __always_inline __u32 forget(__u32 value, __u32 unknown)
{
	value ^= unknown;
	XDPGEN_OPAQUE(value);
	return value ^ unknown;
}

/* a < b, of times and other numbers below 2^63. */
static __always_inline bool earlier(__u64 a, __u64 b)
{
	__s64 difference = a - b;

	XDPGEN_OPAQUE(difference);
	return difference < 0;
}

/*
 * Where ways through a function meet again, so that the verifier sees it. It compares ways where jumps lead to, and only behind two
 * jumps or more. These two lead nowhere: the kernel takes them out before the program runs.
 */
#define MEET() asm volatile("goto +0\n\tgoto +0")

/* All of the presence bits in `wanted` are among those that the parser found. */
static __always_inline bool has(__u32 found, __u32 wanted)
{
	__u64 missing = ~found & wanted;

	XDPGEN_OPAQUE(missing);
	return missing == 0;
}

static __always_inline bool equals(__u64 field, __u64 value)
{
	XDPGEN_OPAQUE(field);
	field ^= value;
	XDPGEN_OPAQUE(field);
	return field == 0;
}

/* The bits of `field` under `mask` are those of `value`. */
static __always_inline bool bits(__u64 field, __u64 mask, __u64 value)
{
	XDPGEN_OPAQUE(field);
	field &= mask;
	XDPGEN_OPAQUE(field);
	field ^= value;
	XDPGEN_OPAQUE(field);
	return field == 0;
}

/* `field` is in the network `net` whose mask is `mask`. */
#define in_net(field, net, mask) bits(field, mask, net)

/* first <= field <= last */
static __always_inline bool between(__u64 field, __u64 first, __u64 last)
{
	XDPGEN_OPAQUE(field);
	field -= first;
	XDPGEN_OPAQUE(field);
	return field <= last - first;
}

/*
 * The 128-bit comparisons take the field by its address and copy it: clang 14 copies a struct that is passed by value byte
 * by byte, unless it can keep it in registers from the start.
 */
#define equals128(field, ...) equals128_at(&(field), __VA_ARGS__)
#define in_net128(field, ...) in_net128_at(&(field), __VA_ARGS__)
#define between128(field, ...) between128_at(&(field), __VA_ARGS__)

static __always_inline bool equals128_at(const struct u128 *address, __u64 hi, __u64 lo)
{
	struct u128 field = *address;
	__u64 difference;

	XDPGEN_OPAQUE(field.hi);
	XDPGEN_OPAQUE(field.lo);
	difference = (field.hi ^ hi) | (field.lo ^ lo);
	XDPGEN_OPAQUE(difference);
	return difference == 0;
}

static __always_inline bool in_net128_at(const struct u128 *address, __u64 hi, __u64 lo, __u64 mask_hi, __u64 mask_lo)
{
	struct u128 field = *address;
	__u64 difference;

	XDPGEN_OPAQUE(field.hi);
	XDPGEN_OPAQUE(field.lo);
	difference = ((field.hi & mask_hi) ^ hi) | ((field.lo & mask_lo) ^ lo);
	XDPGEN_OPAQUE(difference);
	return difference == 0;
}

/* a < b as 0 or 1, without a branch (Hacker's Delight, section 2-12) */
static __always_inline __u64 borrow(__u64 a, __u64 b)
{
	return ((~a & b) | ((~a | b) & (a - b))) >> 63;
}

/* a < b as 0 or 1 */
static __always_inline __u64 below128(struct u128 a, __u64 hi, __u64 lo)
{
	__u64 low = borrow(a.lo, lo);
	__u64 high = a.hi - low;

	/* Two borrows can happen: when the low one wraps the high word, and in the subtraction itself. */
	return borrow(a.hi, low) | borrow(high, hi);
}

static __always_inline bool between128_at(const struct u128 *address, __u64 first_hi, __u64 first_lo, __u64 last_hi,
					  __u64 last_lo)
{
	struct u128 field = *address;
	struct u128 last = { last_hi, last_lo };
	__u64 outside;

	XDPGEN_OPAQUE(field.hi);
	XDPGEN_OPAQUE(field.lo);
	outside = below128(field, first_hi, first_lo) | below128(last, field.hi, field.lo);
	XDPGEN_OPAQUE(outside);
	return outside == 0;
}

#endif
