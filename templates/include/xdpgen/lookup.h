/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What looking values up in tables is made of. Nothing here branches: a branch that depends on the packet is mispredicted
 * when packets are mixed, and costs more than a whole lookup.
 */
#ifndef XDPGEN_LOOKUP_H
#define XDPGEN_LOOKUP_H

#include <linux/types.h>
#include <bpf/bpf_helpers.h>
#include <xdpgen/match.h>

/* Where a table lies. C has only its length: xdpgen writes the elements into the object. */
#define TABLE(section) SEC(section) __attribute__((aligned(64)))

/* 1 when `value` is 0, otherwise 0; any 64 bits. */
static __always_inline __u64 is_zero(__u64 value)
{
	__u64 any = value | -value;

	XDPGEN_OPAQUE(any);
	return (any >> 63) ^ 1;
}

/* 1 when `value` is `wanted`, otherwise 0; both below 2^63. */
static __always_inline __u64 is_value(__u64 value, __u64 wanted)
{
	return ((value ^ wanted) - 1) >> 63;
}

/* 1 when first <= value <= last, otherwise 0; all of them below 2^63. */
static __always_inline __u64 in_interval(__u64 value, __u64 first, __u64 last)
{
	return (((value - first) | (last - value)) >> 63) ^ 1;
}

/* `yes` when `condition` is 1, `no` when it is 0. */
static __always_inline __u64 choose(__u64 condition, __u64 yes, __u64 no)
{
	__u64 mask = -condition;

	XDPGEN_OPAQUE(mask);
	return no ^ ((yes ^ no) & mask);
}

/* The lesser of two numbers below 2^63. */
static __always_inline __u64 least(__u64 a, __u64 b)
{
	__s64 more = b - a, below = more >> 63;

	XDPGEN_OPAQUE(below);
	return a + (more & below);
}

#endif
