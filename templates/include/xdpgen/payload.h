/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The payload: what follows the last header. `p->payload` is where it begins, in bytes of the frame; a frame without one has more
 * than the frame's length there, so that nothing of it can be read.
 *
 * The verifier wants to know a bound of what is added to the frame's address, and that the address was compared with the frame's end. The bound is put on
 * right there, behind a barrier: clang would move the test, or keep the number in 32 bits, of which Linux 5.15 forgets the bound.
 */
#ifndef XDPGEN_PAYLOAD_H
#define XDPGEN_PAYLOAD_H

#include <linux/bpf.h>
#include <linux/types.h>
#include <stdbool.h>
#include <xdpgen/load.h>
#include <xdpgen/match.h>

/* The verifier lets an address reach 65,535 bytes into a frame, the bytes of one read included. */
#define PAYLOAD_LIMIT 65504

/* Where the payload of a frame without one begins. */
static __always_inline __u32 no_payload(__u32 length)
{
	return length + 1;
}

/* How many bytes of payload there are; below 0 where there is no payload. Without a branch, which would make two ways of one. */
static __always_inline __s64 payload_length(__u64 length, __u64 payload)
{
	__s64 beyond = length - PAYLOAD_LIMIT;
	__s64 is_within = beyond >> 63;

	XDPGEN_OPAQUE(is_within);
	return length - (beyond & ~is_within) - payload;
}

/* What is so many bytes behind `header`, as its place in the frame. */
static __always_inline __u32 payload_at(__u32 length, void *end, void *header, __u32 bytes)
{
	__u64 left = end - header;

	/* The difference of addresses is one of 64 bits: the verifier takes no other, and clang would do with 32. */
	XDPGEN_OPAQUE(left);
	return length - left + bytes;
}

/* The length of a TCP header. An offset below 5 words leads behind the end of any frame. Without a branch: the ways through the parser are many enough. */
static __always_inline __u32 tcp_bytes(const void *header)
{
	__u64 words = load_u8(header, 12) >> 4;
	__u64 is_short = (words - 5) >> 63;

	XDPGEN_OPAQUE(is_short);
	return words * 4 + is_short * 0x20000;
}

/* Whether `size` bytes of the payload, from its byte `offset` on, are in the frame: then `at` is their address. */
#define PAYLOAD_HAS(ctx, payload, offset, size, at)                                       \
	({                                                                                \
		__u64 first = (offset), place = (payload) + first;                        \
		bool is_there = false;                                                    \
                                                                                          \
		XDPGEN_OPAQUE(place);                                                     \
		if (first <= PAYLOAD_LIMIT && place <= PAYLOAD_LIMIT - (size)) {          \
			(at) = (void *)(long)(ctx)->data + place;                         \
			XDPGEN_OPAQUE(at); /* one address, not one for every use of it */ \
			is_there = (at) + (size) <= (void *)(long)(ctx)->data_end;        \
		}                                                                         \
		is_there;                                                                 \
	})

/* A number of the payload; -1 where it is not all there. */
static __always_inline __s64 payload_u8(const struct xdp_md *ctx, __u64 payload, __s64 offset)
{
	const void *at;

	return PAYLOAD_HAS(ctx, payload, offset, 1, at) ? load_u8(at, 0) : -1;
}

static __always_inline __s64 payload_u16(const struct xdp_md *ctx, __u64 payload, __s64 offset)
{
	const void *at;

	return PAYLOAD_HAS(ctx, payload, offset, 2, at) ? load_u16(at, 0) : -1;
}

static __always_inline __s64 payload_u32(const struct xdp_md *ctx, __u64 payload, __s64 offset)
{
	const void *at;

	return PAYLOAD_HAS(ctx, payload, offset, 4, at) ? (__s64)load_u32(at, 0) : -1;
}

/*
 * The payload has `size` bytes from its byte `offset` on, and they are certain ones: `unlike` is 0 then, made of what is loaded from the
 * address `at` and the differences from what should be there.
 */
#define PAYLOAD_STARTS(ctx, payload, offset, size, unlike)                                \
	({                                                                                \
		const void *at;                                                           \
		bool is_same = false;                                                     \
                                                                                          \
		if (PAYLOAD_HAS(ctx, payload, offset, size, at)) {                        \
			__u64 difference = (unlike);                                      \
                                                                                          \
			XDPGEN_OPAQUE(difference);                                        \
			is_same = difference == 0;                                        \
		}                                                                         \
		is_same;                                                                  \
	})

#endif
