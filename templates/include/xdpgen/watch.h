/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Packets for whoever watches: the frame's first bytes and the decision, through a ring buffer. How many a second is limited here,
 * so that a flood is not multiplied. While nobody watches, `until` is 0, and a dropped packet costs one load more.
 */
#ifndef XDPGEN_WATCH_H
#define XDPGEN_WATCH_H

#include <linux/bpf.h>
#include <linux/types.h>
#include <bpf/bpf_helpers.h>
#include <xdpgen/config.h>
#include <xdpgen/decide.h>
#include <xdpgen/limiter.h>
#include <xdpgen/match.h>

/* Of a longer frame the first bytes. A multiple of 8. */
#define WATCH_BYTES 256
#define WATCH_RING_BYTES (256 * 1024)

/* src/manifest/watch-layout.ts knows the same layouts. */
struct watched {
	__u64 time;	/* CLOCK_MONOTONIC, nanoseconds */
	__u32 decided;	/* decide.h */
	__u32 length;	/* of the frame */
	__u32 captured; /* bytes of it that follow */
	__u32 ifindex;
	__u8 bytes[WATCH_BYTES];
};

struct watch {
	__u64 until;  /* nobody watches any more from then on, CLOCK_MONOTONIC in nanoseconds; 0: nobody does */
	__u64 cost;   /* of one packet, as limiter.h counts */
	__u64 depth;  /* of the bucket */
	__u64 full;   /* the bucket */
	__u64 missed; /* packets that were too many, or for which the ring had no room */
	__u32 slot;   /* of one rule alone, or WATCH_ALL */
	__u32 unused;
};

#define WATCH_ALL 0xffffffffu

volatile struct watch watch SEC(".data.watch");

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, WATCH_RING_BYTES);
} xdpgen_events SEC(".maps");

/*
 * A function of its own, so that it does not stand in the way of packets that nobody watches; and global, so that the verifier looks at
 * it once.
 */
__noinline int watch_packet(struct xdp_md *ctx, __u32 decided)
{
	void *data = (void *)(long)ctx->data;
	void *end = (void *)(long)ctx->data_end;
	__u64 now = now_ns();
	__u64 until = watch.until;
	struct watched *w;
	__u32 at = 0;

	if (watch.slot != WATCH_ALL && watch.slot != SLOT_OF(decided))
		return 0;
	if (until <= now) {
		/* Unless somebody has begun to watch in between. */
		__sync_val_compare_and_swap(&watch.until, until, 0);
		return 0;
	}
	if (!limiter_take(&watch.full, now << LIMITER_TIME_SHIFT, watch.cost, watch.depth))
		goto missed;
	w = bpf_ringbuf_reserve(&xdpgen_events, sizeof(*w), 0);
	if (!w)
		goto missed;
	w->time = now;
	w->decided = decided;
	w->length = end - data;
	w->ifindex = ctx->ingress_ifindex;
	for (at = 0; at < WATCH_BYTES; at += 8) {
		if (data + at + 8 > end)
			break;
		*(__u64 *)(w->bytes + at) = *(__u64 *)(data + at);
	}
	/*
	 * Less than 8 bytes are left. Where they begin, and how far the frame has been looked at, the verifier need not know: else it would
	 * walk this once for each place.
	 */
	at = forget(at, w->length);
	data = (void *)(long)*(volatile __u32 *)&ctx->data;
	end = (void *)(long)*(volatile __u32 *)&ctx->data_end;
	for (int i = 0; i < 7; i++) {
		__u64 next = at;

		XDPGEN_OPAQUE(next);
		next &= WATCH_BYTES - 1;
		if (at == WATCH_BYTES || data + next + 1 > end)
			break;
		w->bytes[next] = *(__u8 *)(data + next);
		at++;
	}
	w->captured = at;
	bpf_ringbuf_submit(w, 0);
	return 0;
missed:
	__sync_fetch_and_add(&watch.missed, 1);
	return 0;
}

/* What a rule that is not final has to show. */
static __always_inline void watch_statement(struct xdp_md *ctx, __u32 decided)
{
	if (__builtin_expect(!!watch.until, 0))
		watch_packet(ctx, decided);
}

/* What has been decided: of packets that go on their way it is shown only to who watches this one rule. */
static __always_inline void watch_decision(struct xdp_md *ctx, __u32 decided)
{
	__u32 action = ACTION_OF(decided);

	if (__builtin_expect(!!watch.until, 0) &&
	    (watch.slot != WATCH_ALL || (action != XDP_PASS && action != XDP_TX)))
		watch_packet(ctx, decided);
}

#endif
