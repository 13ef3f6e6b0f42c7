/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the loader tells a program before it is loaded: constants by then, so that the verifier leaves out what is never run.
 * All of them are 0 when another loader than xdpgen's loads the object.
 */
#ifndef XDPGEN_CONFIG_H
#define XDPGEN_CONFIG_H

#include <linux/bpf.h>
#include <linux/types.h>
#include <bpf/bpf_helpers.h>

struct config {
	/* The processor keeps loads in order (x86-64): then nothing has to be done for it. */
	__u32 ordered;
	/* Everything is decided and counted, and passes. */
	__u32 monitor;
	/* A trial: time and chance are what `trial` says. */
	__u32 trial;
	/* Any number: what nobody knows cannot be aimed at (limiter.h). */
	__u32 seed;
};

const volatile struct config config SEC(".rodata.config");

/* What a trial says of the moment: nanoseconds, and a number below 2^32. */
struct trial {
	__u64 now;
	__u32 random;
	__u32 unused;
};

volatile struct trial trial SEC(".data.trial");

/* CLOCK_MONOTONIC in nanoseconds. */
static __always_inline __u64 now_ns(void)
{
	return config.trial ? trial.now : bpf_ktime_get_ns();
}

/* The same as of the last tick of the kernel's clock, some milliseconds ago: it costs a load and no reading of a counter. */
static __always_inline __u64 recent_ns(void)
{
	return config.trial ? trial.now : bpf_ktime_get_coarse_ns();
}

static __always_inline __u32 chance(void)
{
	return config.trial ? trial.random : bpf_get_prandom_u32();
}

/* What is read before is read before what is read behind, on every processor. An atomic operation is a full barrier. */
static __always_inline void read_barrier(void)
{
	__u64 private = 0;

	if (!config.ordered)
		__sync_fetch_and_add(&private, 1);
	asm volatile("" ::: "memory");
}

#endif
