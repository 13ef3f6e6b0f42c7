/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Limiters: a token bucket for each key, in a table that never grows. A bucket is one number, the time at which it is full again
 * (GCRA, ITU-T I.371): a packet moves it on by what the packet costs, and is above the rate when that lies too far ahead.
 *
 * A bucket that is full says nothing that is not known, so its place is given to another key; a place whose bucket is not full is
 * never taken away. Keys for which there is no place in their line share the line's last bucket: however many sources are
 * made up, they get the rate of one bucket a line, and who has a place keeps it.
 */
#ifndef XDPGEN_LIMITER_H
#define XDPGEN_LIMITER_H

#include <linux/bpf.h>
#include <linux/types.h>
#include <stdbool.h>
#include <bpf/bpf_helpers.h>
#include <xdpgen/config.h>
#include <xdpgen/lookup.h>
#include <xdpgen/match.h>
#include <xdpgen/mix.h>

/* Time is counted in parts of a nanosecond. */
#define LIMITER_TIME_SHIFT 4

/* Places of a line that belong to one key each; the last one is shared. */
#define LIMITER_PLACES 3

struct limiter_bucket {
	__u64 key;
	__u64 full; /* when it is full again */
};

struct limiter_line {
	struct limiter_bucket place[LIMITER_PLACES + 1];
};

#define LIMITER(name, lines)                                  \
	struct {                                              \
		__uint(type, BPF_MAP_TYPE_ARRAY);             \
		__uint(map_flags, BPF_F_MMAPABLE);            \
		__uint(max_entries, lines);                   \
		__type(key, __u32);                           \
		__type(value, struct limiter_line);           \
	} name SEC(".maps")

/* The later of two times, without a branch. */
static __always_inline __u64 latest(__u64 a, __u64 b)
{
	return a + b - least(a, b);
}

/* How often a bucket that other processors change at the same time is tried. */
#define LIMITER_TRIES 8

/*
 * Takes `cost` from a bucket that holds `depth`; false, and nothing is taken, when it does not hold as much. A bucket that others change
 * again and again held as much each time: then it is taken whatever comes, and the bucket owes it. The verifier looks at it once, by itself.
 */
__noinline int limiter_take(volatile __u64 *full, __u64 now, __u64 cost, __u64 depth)
{
	if (!full)
		return false;
#pragma clang loop unroll(disable)
	for (int i = 0; i < LIMITER_TRIES; i++) {
		__u64 was = *full;
		__u64 from = latest(was, now);

		if (earlier(now + depth, from + cost))
			return false;
		if (equals(__sync_val_compare_and_swap(full, was, from + cost), was))
			return true;
	}
	__sync_fetch_and_add(full, cost);
	return true;
}

/* Part of a hash of a key; `limiter_place` makes it one of which all bits can be used. */
static __always_inline __u32 limiter_mix(__u32 hash, __u64 word)
{
	return live_mix(live_mix(hash, word >> 32), word);
}

/* A key of more than 64 bits is its hash: two of them that are one are as rare as that somebody guesses the seed. */
static __always_inline __u64 limiter_key(__u64 a, __u64 b, __u64 c, __u64 d)
{
	__u32 hi = limiter_mix(limiter_mix(limiter_mix(limiter_mix(config.seed, a), b), c), d);
	__u32 lo = limiter_mix(limiter_mix(limiter_mix(limiter_mix(~config.seed, d), c), b), a);

	return (__u64)live_finish(hi) << 32 | live_finish(lo);
}

/* What a packet costs of so many bytes a second: `mult` and `shift` are the time of a byte. */
static __always_inline __u64 limiter_bytes(__u32 length, __u64 mult, __u32 shift)
{
	return (length & 0x1ffff) * mult >> shift;
}

/* Whether a packet of `key` is above the rate. `cost` and `depth` are times: what the packet takes, and what a full bucket holds. */
static __always_inline bool limiter_over(void *map, __u32 lines, __u64 key, __u64 cost, __u64 depth)
{
	__u32 index = (__u64)live_finish(limiter_mix(config.seed, key)) * lines >> 32;
	volatile struct limiter_line *line = bpf_map_lookup_elem(map, &index);
	__u64 now = now_ns() << LIMITER_TIME_SHIFT;
	__u32 place = LIMITER_PLACES;

	if (!line)
		return false;
#pragma unroll
	for (int i = 0; i < LIMITER_PLACES; i++) {
		if (equals(line->place[i].key, key)) {
			place = i;
			break;
		}
	}
#pragma unroll
	for (int i = 0; i < LIMITER_PLACES; i++) {
		__u64 old = line->place[i].key;

		if (place == LIMITER_PLACES && !earlier(now, line->place[i].full) &&
		    equals(__sync_val_compare_and_swap(&line->place[i].key, old, key), old))
			place = i;
	}
	return !limiter_take(&line->place[place].full, now, cost, depth);
}

#endif
