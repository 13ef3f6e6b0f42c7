/* SPDX-License-Identifier: GPL-2.0 */
/* Loads from a header, at any alignment, into host byte order. The caller has checked the bounds. */
#ifndef XDPGEN_LOAD_H
#define XDPGEN_LOAD_H

#include <linux/types.h>
#include <bpf/bpf_endian.h>
#include <xdpgen/match.h>

#define load_u8(header, offset) (*(const __u8 *)((const void *)(header) + (offset)))
#define load_u16(header, offset) bpf_ntohs(*(const __be16 *)((const void *)(header) + (offset)))
#define load_u32(header, offset) bpf_ntohl(*(const __be32 *)((const void *)(header) + (offset)))
#define load_u64(header, offset) bpf_be64_to_cpu(*(const __be64 *)((const void *)(header) + (offset)))

/* A MAC address: the first byte is the highest of 48 bits. */
static __always_inline __u64 load_u48(const void *address)
{
	return (__u64)load_u16(address, 0) << 32 | load_u32(address, 2);
}

static __always_inline struct u128 load_u128(const void *address)
{
	struct u128 value = { load_u64(address, 0), load_u64(address, 8) };

	return value;
}

#endif
