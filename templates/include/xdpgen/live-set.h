/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Live sets: hash tables in which packets are looked up while user space and other packets change them.
 *
 * A set is one array map that user space maps into its memory. Its values have LIVE_BYTES (of a wide set LIVE_WIDE_BYTES):
 *
 *   value 0                   struct live_header
 *   2 * rows values           for each of two tables: which lengths of prefixes occur under the same upper bits
 *   2 * buckets values        for each of two tables: struct live_bucket, or struct live_wide_bucket; the last ones are the stash
 *
 * One of the two tables is the one that counts. Replacing all elements fills the other and then turns `active` over.
 *
 * An element is a word, and a tag that says until when it is there. Of types of at most 64 bits the word is the element itself:
 * an address under the length of its prefix, a pair as one number. Wide ones have a hash for a word, and the element in `key`.
 *   ipv4            length of the prefix << 32 | network
 *   mac, ports      the value
 *   pairs           first value << bits of the second | second value
 *   ipv6            key: network, detail: length of the prefix << 8
 *   ipv6 and port   key: address, detail: port << 16
 *
 * An element lies in the bucket that its hash leads to, or in the next one that it leads to, as long as those before have overflowed:
 * `overflowed` is a deadline up to which elements that were led there may be in the next bucket. Whoever puts an element into a later
 * bucket, or gives one that is there another deadline, raises those of the buckets before. So a bucket that was once full does
 * not cost a second look for ever.
 *
 * Whoever writes an element owns its slot first, by exchanging a tag of the past for a BUSY one, then writes word and key, then the
 * tag. Nobody waits for anybody: whoever reads sees a BUSY slot as free. A slot whose writer was killed is used by nobody until all
 * elements are replaced, as the writer may only have been stopped. Since a slot may have got another element while it was read, the word
 * (or the tag, of a wide set) is read again at last.
 *
 * src/manifest/live-set-layout.ts knows the same layout.
 */
#ifndef XDPGEN_LIVE_SET_H
#define XDPGEN_LIVE_SET_H

#include <linux/bpf.h>
#include <linux/types.h>
#include <stdbool.h>
#include <bpf/bpf_helpers.h>
#include <xdpgen/config.h>
#include <xdpgen/lookup.h>
#include <xdpgen/match.h>
#include <xdpgen/mix.h>

#define LIVE_SLOTS 7
#define LIVE_BYTES 128
#define LIVE_WIDE_BYTES 256

/* Buckets that an element may lie in: it is in the first of them that had a slot free. The last ones are in the stash. */
#define LIVE_TRIES 6
#define LIVE_STASH_TRIES 2

/*
 * A tag: the deadline in ticks of 2^26 ns (67 ms) since boot in its upper 32 bits. Of a wide element bits 16 to 31 are the second value
 * of its pair, bits 8 to 15 its prefix's length. The lowest 8 bits are another number for each element that the slot had.
 */
#define LIVE_TICK_SHIFT 26
#define LIVE_FREE 0		  /* the deadline of a slot that has never been used, or whose element was taken out */
#define LIVE_BUSY 1		  /* the deadline while somebody writes: the lower 32 bits are when he began */
#define LIVE_FOREVER 0xffffffffu  /* the deadline of what stays */
#define LIVE_DETAIL 0xffffff00u	  /* of the lower 32 bits, what belongs to the element */

struct live_header {
	__u32 active;	      /* 0 or 1: the table that counts */
	__u32 seed;
	__u64 count[2];	      /* slots whose deadline is not LIVE_FREE */
	__u64 refused;	      /* elements that the packet path had no room for */
	/*
	 * Lengths of prefixes to look for whatever the address, those of whole addresses excepted. Of IPv4 the first word, whose bit n is
	 * length n. Of IPv6 the first word for 1 to 64, whose bit n is length n + 1, the second for 65 to 127, whose bit n is length
	 * n + 65; bit 0 of the third is ::/0. Bit 1 of the third: rows have lengths, too. A row has the first word of IPv4, the first
	 * two of IPv6.
	 */
	__u64 lengths[2][3];
	__u64 unused[6];
};

struct live_bucket {
	__u64 word[LIVE_SLOTS];
	__u64 overflowed; /* until then elements that were led here may be in the next bucket that they are led to; 1: for ever */
	__u64 tag[LIVE_SLOTS];
	__u64 unused;
};

struct live_wide_bucket {
	struct live_bucket plain;
	struct {
		__u64 hi, lo;
	} key[LIVE_SLOTS];
	__u64 unused[2];
};

#define LIVE_SET(name, bytes, values)                     \
	struct {                                          \
		__uint(type, BPF_MAP_TYPE_ARRAY);         \
		__uint(map_flags, BPF_F_MMAPABLE);        \
		__uint(max_entries, values);              \
		__uint(key_size, 4);                      \
		__uint(value_size, bytes);                \
	} name SEC(".maps")

/* What is known of a set when the program is written. */
struct live_shape {
	void *map;
	bool wide;
	__u32 buckets;	/* of one table */
	__u32 stash;	/* how many of them are for what has no room elsewhere */
	__u32 rows;	/* values of one table's rows; 0: all lengths are in the header */
};

/* An element, and where it would be. */
struct live_element {
	__u64 word;
	__u64 hi, lo;	/* of wide ones */
	__u32 detail;	/* of wide ones: the part of the tag */
	__u32 hash;
};

static __always_inline struct live_element live_narrow(__u32 seed, __u64 word)
{
	return (struct live_element){
		.word = word,
		.hash = live_finish(live_mix(live_mix(seed, word >> 32), word)),
	};
}

/* `second` is the second value of a pair, `length` that of a prefix. */
static __always_inline struct live_element live_wide(__u32 seed, __u64 hi, __u64 lo, __u32 second, __u32 length)
{
	__u32 detail = second << 16 | length << 8;
	__u32 hash = live_mix(live_mix(live_mix(live_mix(live_mix(seed, hi >> 32), hi), lo >> 32), lo), detail);

	return (struct live_element){
		.word = (__u64)live_finish(hash) << 32 | live_finish(hash ^ live_mix(hi ^ lo, detail)),
		.hi = hi,
		.lo = lo,
		.detail = detail,
		.hash = live_finish(hash),
	};
}

/* The deadline of what stays for so long from now on, and at most a tick longer. */
static __always_inline __u32 live_until(__u64 milliseconds)
{
	return (recent_ns() + milliseconds * 1000000 + (1 << LIVE_TICK_SHIFT) - 1) >> LIVE_TICK_SHIFT;
}

static __always_inline __u32 live_now(void)
{
	return recent_ns() >> LIVE_TICK_SHIFT;
}

static __always_inline bool live_lasts(__u64 tag, __u32 now)
{
	__u32 deadline = tag >> 32;

	return earlier(LIVE_BUSY, deadline) && (equals(deadline, LIVE_FOREVER) || earlier(now, deadline));
}

/* Whether a slot may be taken: nobody is writing, and its element is gone. */
static __always_inline bool live_is_free(__u64 tag, __u32 now)
{
	__u32 deadline = tag >> 32;

	return !equals(deadline, LIVE_BUSY) && !equals(deadline, LIVE_FOREVER) && !earlier(now, deadline);
}

static __always_inline volatile struct live_header *live_header(void *map)
{
	__u32 index = 0;

	return bpf_map_lookup_elem(map, &index);
}

/* The hash of the try that follows: it leads anywhere, also what was led to the same bucket before. */
static __always_inline __u32 live_next(__u32 hash, __u32 step)
{
	return live_mix(hash, step);
}

/* The value that has the bucket to which the hash of the `step`th try leads. */
static __always_inline __u32 live_index(const struct live_shape *s, __u32 table, __u32 hash, __u32 step)
{
	bool is_stash = step >= LIVE_TRIES - LIVE_STASH_TRIES;
	__u32 first = is_stash ? s->buckets - s->stash : 0;
	__u32 count = is_stash ? s->stash : s->buckets - s->stash;

	return 1 + 2 * s->rows + (table & 1) * s->buckets + first + (__u32)((__u64)hash * count >> 32);
}

/* Exchanges a tag; false when it has changed in the meantime. */
static __always_inline bool live_exchange(volatile __u64 *tag, __u64 from, __u64 to)
{
	return equals(__sync_val_compare_and_swap(tag, from, to), from);
}

/* The slots of a bucket that have the word, as bits: without a branch, and from one cache line. */
static __always_inline __u64 live_matches(volatile struct live_wide_bucket *b, __u64 word)
{
	__u64 matches = 0;

#pragma unroll
	for (int slot = 0; slot < LIVE_SLOTS; slot++)
		matches |= is_zero(b->plain.word[slot] ^ word) << slot;
	return matches;
}

/* One more than the slot that has the word, or 0; when several have it, any number up to LIVE_SLOTS. Without a branch, from one cache line. */
static __always_inline __u64 live_place(volatile struct live_wide_bucket *b, __u64 word)
{
	__u64 place = 0;

#pragma unroll
	for (int slot = 0; slot < LIVE_SLOTS; slot++) {
		__u64 differs = b->plain.word[slot] ^ word;
		__s64 mask = differs | -differs;

		/* Of what it can see through clang makes branches, and nobody can tell where they go. */
		XDPGEN_OPAQUE(mask);
		mask >>= 63;
		XDPGEN_OPAQUE(mask);
		place |= ~mask & (slot + 1);
	}
	return place;
}

static __always_inline bool live_has_overflowed(volatile struct live_wide_bucket *b)
{
	__u64 until = b->plain.overflowed;

	return !equals(until, 0) && (equals(until, 1) || equals(until, LIVE_FOREVER) || earlier(live_now(), until));
}

/* Whether a slot that has the element's word has the element, and it is there still; `found` is then its tag. */
static __always_inline bool live_holds(bool wide, volatile struct live_wide_bucket *b, int slot, const struct live_element *e,
				       __u32 now, __u64 *found)
{
	__u64 tag = b->plain.tag[slot];
	__u64 differs;

	*found = tag;
	read_barrier();
	if (!live_lasts(tag, now))
		return false;
	if (!wide)
		return equals(b->plain.word[slot], e->word);
	differs = (b->key[slot].hi ^ e->hi) | (b->key[slot].lo ^ e->lo) | ((tag & LIVE_DETAIL) ^ e->detail);
	read_barrier();
	return equals(differs | (b->plain.tag[slot] ^ tag), 0);
}

enum live_look {
	LIVE_ABSENT,
	LIVE_THERE,
	LIVE_UNKNOWN,
};

/* What the first bucket says of an element at one glance; what is not as it is nearly always has to be searched for. */
static __always_inline enum live_look live_look(bool wide, volatile struct live_wide_bucket *b, const struct live_element *e)
{
	__u64 place = live_place(b, e->word);
	__u64 tag, deadline, differs;

	if (equals(place, 0))
		return equals(b->plain.overflowed, 0) ? LIVE_ABSENT : LIVE_UNKNOWN;
	place = place - 1 & 7;
	XDPGEN_OPAQUE(place);
	if (place >= LIVE_SLOTS)
		return LIVE_UNKNOWN;
	tag = b->plain.tag[place];
	read_barrier();
	deadline = tag >> 32;
	if (!equals(deadline, LIVE_FOREVER) && !(earlier(LIVE_BUSY, deadline) && earlier(live_now(), deadline)))
		return LIVE_UNKNOWN;
	differs = b->plain.word[place] ^ e->word;
	if (wide) {
		differs |= (b->key[place].hi ^ e->hi) | (b->key[place].lo ^ e->lo) | ((tag & LIVE_DETAIL) ^ e->detail);
		read_barrier();
		differs |= b->plain.tag[place] ^ tag;
	}
	return equals(differs, 0) ? LIVE_THERE : LIVE_UNKNOWN;
}

/*
 * Whether one of the slots that have the element's word has the element. It gets more time then, never less: with a deadline of 0 none.
 */
static __always_inline bool live_confirm(const struct live_shape *s, __u32 index, __u32 matches, const struct live_element *e,
					 __u32 deadline)
{
	volatile struct live_wide_bucket *b = bpf_map_lookup_elem(s->map, &index);
	/* Asked once, whether it is needed or not: a call in between would have everything else wait on the stack, of which there is little. */
	__u32 now = live_now();
	__u64 tag;

	if (!b)
		return false;
#pragma unroll
	for (int slot = 0; slot < LIVE_SLOTS; slot++) {
		if (bits(matches, 1 << slot, 1 << slot) && live_holds(s->wide, b, slot, e, now, &tag) &&
		    (!earlier(tag >> 32, deadline) ||
		     live_exchange(&b->plain.tag[slot], tag, (__u64)deadline << 32 | (__u32)tag)))
			return true;
	}
	return false;
}

/* How often a number that others raise at the same time is tried. */
#define LIVE_RAISES 4

/* Elements that last until `deadline` may be in the bucket behind this one. */
static __always_inline void live_raise(volatile struct live_wide_bucket *b, __u32 deadline)
{
#pragma unroll
	for (int i = 0; i < LIVE_RAISES; i++) {
		__u64 until = b->plain.overflowed;

		if (equals(until, 1) || !earlier(until, deadline) || live_exchange(&b->plain.overflowed, until, deadline))
			return;
	}
	b->plain.overflowed = 1;
}

/*
 * Puts a new element into a slot of the bucket that is free, if there is one. When `most` slots are in use no other is taken: only those
 * of elements whose time is over.
 */
static __always_inline bool live_put(const struct live_shape *s, __u32 index, const struct live_element *e, __u32 deadline, __u64 most)
{
	volatile struct live_wide_bucket *b = bpf_map_lookup_elem(s->map, &index);
	volatile struct live_header *h = live_header(s->map);
	__u32 now = live_now();
	__u64 busy = (__u64)LIVE_BUSY << 32 | now;
	volatile __u64 *count;
	bool is_full;

	if (!b || !h)
		return false;
	count = &h->count[h->active & 1];
	is_full = !earlier(*count, most);
#pragma unroll
	for (int slot = 0; slot < LIVE_SLOTS; slot++) {
		__u64 tag = b->plain.tag[slot];
		__u64 is_new = is_zero(tag >> 32);

		if (!live_is_free(tag, now) || (equals(is_new, 1) && is_full) ||
		    !live_exchange(&b->plain.tag[slot], tag, busy))
			continue;
		__sync_fetch_and_add(count, is_new);
		b->plain.word[slot] = e->word;
		if (s->wide) {
			b->key[slot].hi = e->hi;
			b->key[slot].lo = e->lo;
		}
		/* An exchange is a full barrier: word and key are there before the tag. */
		live_exchange(&b->plain.tag[slot], busy, (__u64)deadline << 32 | e->detail | ((tag + 1) & 0xff));
		return true;
	}
	return false;
}

#endif
