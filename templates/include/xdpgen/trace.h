/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A trace of frames, for the benchmark's programs. User space writes it and the state into the maps of these sections.
 *
 * Frames of one trace have one length and differ in TRACE_WORDS words of 8 bytes from byte TRACE_FIRST on. The words lie so that no
 * address of an untagged frame is split between two: a load that needs two stores would have to wait for both.
 * TRACE_CAPACITY, a power of two, is how many frames there is room for.
 */
#ifndef XDPGEN_TRACE_H
#define XDPGEN_TRACE_H

#include <linux/bpf.h>
#include <linux/types.h>
#include <bpf/bpf_helpers.h>

/* The addresses of a frame's first bytes are before the words when those begin at byte 6. */
#define TRACE_HAS_HEAD (TRACE_FIRST == 6)

struct trace_frame {
#if TRACE_HAS_HEAD
	__u64 head;
#endif
	__u64 words[TRACE_WORDS];
};

struct trace_frame trace[TRACE_CAPACITY] SEC(".bss.trace");

/* When the trace began anew, in nanoseconds since boot: the last TRACE_STAMPS of `begun` times. */
#define TRACE_STAMPS 4096

struct {
	__u64 next;
	__u64 last;
	__u64 begun;
	__u64 unused[5];
	__u64 stamps[TRACE_STAMPS];
} state SEC(".bss.state");

/* Writes the next frame of the trace into the frame that `ctx` has. */
static __always_inline int next_frame(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data;
	void *end = (void *)(long)ctx->data_end;
	__u64 index = state.next & (TRACE_CAPACITY - 1);
	const struct trace_frame *frame = &trace[index];

	if (data + TRACE_FIRST + 8 * TRACE_WORDS > end)
		return -1;
	state.next = (index + 1) & state.last;
	if (index == 0)
		state.stamps[state.begun++ & (TRACE_STAMPS - 1)] = bpf_ktime_get_ns();
#if TRACE_HAS_HEAD
	*(volatile __u16 *)data = frame->head;
	*(volatile __u32 *)(data + 2) = frame->head >> 16;
#endif
#pragma unroll
	for (int i = 0; i < TRACE_WORDS; i++)
		*(volatile __u64 *)(data + TRACE_FIRST + 8 * i) = frame->words[i];
	return 0;
}

#endif
