/* SPDX-License-Identifier: GPL-2.0 */
/* What has been decided, for every rule and for the policy: packets and bytes, a pair for every CPU. */
#ifndef XDPGEN_COUNTERS_H
#define XDPGEN_COUNTERS_H

#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct counter {
	__u64 packets;
	__u64 bytes;
};

/*
 * What rules had counted before this program took over from another, and where the other one's counters are that are not in it:
 * written by the loader, never by the program. The last one of them has the id of the other's map for `packets`.
 */
struct carried {
	__u64 packets;
	__u64 bytes;
	__u32 from; /* the rule's slot in the other program, and 1; 0: it had none */
	__u32 unused;
};

/* Declares the maps for `slots` counters. */
#define XDPGEN_COUNTERS(slots)                                \
	struct {                                              \
		__uint(type, BPF_MAP_TYPE_ARRAY);             \
		__uint(max_entries, slots + 1);               \
		__type(key, __u32);                           \
		__type(value, struct carried);                \
	} xdpgen_carried SEC(".maps");                        \
	struct {                                              \
		__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);      \
		__uint(max_entries, slots);                   \
		__type(key, __u32);                           \
		__type(value, struct counter);                \
	} xdpgen_counters SEC(".maps")

/* An XDP program is not interrupted by another packet of its own CPU: plain additions lose nothing. */
#define XDPGEN_COUNT(slot, length)                                                            \
	do {                                                                                  \
		__u32 key_ = (slot);                                                          \
		struct counter *counter_ = bpf_map_lookup_elem(&xdpgen_counters, &key_);      \
		if (counter_) {                                                               \
			counter_->packets++;                                                  \
			counter_->bytes += (length);                                          \
		}                                                                             \
	} while (0)

#endif
