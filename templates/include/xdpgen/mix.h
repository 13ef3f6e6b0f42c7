/* SPDX-License-Identifier: GPL-2.0 */
/* A hash of numbers that come one after the other: 32 bits each, then `live_finish`. src/kernel/ and src/testing/ know the same. */
#ifndef XDPGEN_MIX_H
#define XDPGEN_MIX_H

#include <linux/types.h>
#include <bpf/bpf_helpers.h>

static __always_inline __u32 live_mix(__u32 hash, __u32 lane)
{
	hash = (hash ^ lane) * 0x9e3779b1;
	return hash ^ hash >> 15;
}

static __always_inline __u32 live_finish(__u32 hash)
{
	hash *= 0x85ebca6b;
	return hash ^ hash >> 13;
}

#endif
