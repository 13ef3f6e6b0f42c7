/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which of many rules is the first that matches: a bit for each. The class of each field selects a row of bits, those of the rules that
 * this field leaves possible, and a rule matches when its bit is in all rows.
 *
 * Rules come in groups. The rows of a group are put together in a function that is not static: the verifier looks at it once, by
 * itself, and at the calls of it as at something that returns any number, so that it does not matter how many groups there are.
 */
#ifndef XDPGEN_VECTORS_H
#define XDPGEN_VECTORS_H

#include <linux/types.h>
#include <xdpgen/classify.h>

/* No rule of a group matches. */
#define NO_RANK 0xffffffff

/*
 * A row has so many words at most. Loops go over all of them and leave out what is too much: clang unrolls a loop before it knows how
 * often its caller wants it, and one of any number of turns stays a loop.
 */
#define WORDS_MAX 8

static __always_inline void every_rule(__u64 *bits, int words)
{
#pragma unroll
	for (int i = 0; i < WORDS_MAX; i++)
		if (i < words)
			bits[i] = ~0ULL;
}

/* Leaves only those bits that a row has as well, at once: clang would keep all words of all rows on the stack until the end. */
static __always_inline void only_rules(__u64 *bits, const volatile __u64 *row, int words)
{
#pragma unroll
	for (int i = 0; i < WORDS_MAX; i++) {
		if (i >= words)
			break;
		bits[i] &= row[i];
		XDPGEN_OPAQUE(bits[i]);
	}
}

/* The number of the only bit of a word. */
static __always_inline __u32 number_of(__u64 bit)
{
	__u64 number = -(bit & 0xaaaaaaaaaaaaaaaa) >> 63;

	number |= -(bit & 0xcccccccccccccccc) >> 63 << 1;
	number |= -(bit & 0xf0f0f0f0f0f0f0f0) >> 63 << 2;
	number |= -(bit & 0xff00ff00ff00ff00) >> 63 << 3;
	number |= -(bit & 0xffff0000ffff0000) >> 63 << 4;
	number |= -(bit & 0xffffffff00000000) >> 63 << 5;
	return number;
}

/* The rank of the first rule whose bit is there: none of the words is looked at by a branch, for the verifier would follow each. */
static __always_inline __u32 first_rule(const __u64 *bits, int words, __u32 group)
{
	__u64 any = 0, word = 0, at = 0;

#pragma unroll
	for (int i = WORDS_MAX - 1; i >= 0; i--) {
		__u64 empty;

		if (i >= words)
			continue;
		empty = is_zero(bits[i]);
		any |= bits[i];
		word = choose(empty, word, bits[i]);
		at = choose(empty, at, i);
	}
	if (any == 0)
		return NO_RANK;
	return (group * words + at) * 64 + number_of(word & -word);
}

#endif
