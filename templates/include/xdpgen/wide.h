/* SPDX-License-Identifier: GPL-2.0 */
/* Comparisons of values that take all 64 bits, or 128, without a branch: as 0 or 1. */
#ifndef XDPGEN_WIDE_H
#define XDPGEN_WIDE_H

#include <xdpgen/lookup.h>

static __always_inline __u64 is_value64(__u64 value, __u64 wanted)
{
	return is_zero(value ^ wanted);
}

static __always_inline __u64 in_interval64(__u64 value, __u64 first, __u64 last)
{
	return (borrow(value, first) | borrow(last, value)) ^ 1;
}

static __always_inline __u64 is_value128(const struct u128 *value, __u64 hi, __u64 lo)
{
	return is_zero((value->hi ^ hi) | (value->lo ^ lo));
}

static __always_inline __u64 in_interval128(const struct u128 *value, __u64 first_hi, __u64 first_lo, __u64 last_hi,
					    __u64 last_lo)
{
	struct u128 last = { last_hi, last_lo };

	return (below128(*value, first_hi, first_lo) | below128(last, value->hi, value->lo)) ^ 1;
}

#endif
