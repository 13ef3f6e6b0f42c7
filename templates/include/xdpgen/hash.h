/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Hash functions of the values that are looked up. Two values that differ give different pairs of hashes, for the multipliers
 * that xdpgen found; it computes the same when it makes the tables.
 */
#ifndef XDPGEN_HASH_H
#define XDPGEN_HASH_H

#include <xdpgen/wide.h>

/* What turns a pilot, a byte, into other slots for all values of its bucket. */
#define PILOT 0x9e3779b9u
#define SPREAD 0x85ebca6bu

static __always_inline __u32 hash32(__u64 value, __u32 by)
{
	return (__u32)value * by;
}

/* Upper bits of a product come from all bits of a number only when its own lower bits do. */
static __always_inline __u64 folded(__u64 value)
{
	return value ^ value >> 32;
}

static __always_inline __u32 hash64(__u64 value, __u64 by)
{
	return folded(value) * by >> 32;
}

static __always_inline __u32 hash128(const struct u128 *value, __u64 by_lo, __u64 by_hi)
{
	return (folded(value->lo) * by_lo ^ folded(value->hi) * by_hi) >> 32;
}

/* The hash of which the upper bits are the slot. */
static __always_inline __u32 displaced(__u32 hash, __u64 pilot)
{
	return (hash ^ (__u32)pilot * PILOT) * SPREAD;
}

#endif
