/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The parts of parsing that are the same in every program.
 *
 * The common frame (no tag, no extension header) pays one comparison for each of the rare cases; what they need lies
 * behind it. There is no loop that a 5.15 verifier refuses: the walk is unrolled.
 */
#ifndef XDPGEN_PARSE_H
#define XDPGEN_PARSE_H

#include <linux/if_ether.h>
#include <linux/types.h>
#include <stdbool.h>
#include <xdpgen/load.h>
#include <xdpgen/match.h>

#define unlikely(x) __builtin_expect(!!(x), 0)

/* IEEE 802.1Q and 802.1ad: the tag's control information, then the next ether type. Not in the kernel's UAPI headers. */
struct vlan_hdr {
	__be16 h_vlan_TCI;
	__be16 h_vlan_encapsulated_proto;
};

#define ETH_P_QINQ1_OLD 0x9100

static __always_inline bool is_vlan(__u16 type)
{
	return equals(type, ETH_P_8021Q) || equals(type, ETH_P_8021AD);
}

/* A tag, or the TPID that was in use before 802.1ad, which is never skipped. */
static __always_inline bool is_tag(__u16 type)
{
	return is_vlan(type) || equals(type, ETH_P_QINQ1_OLD);
}

enum fragment { FRAGMENT_NONE = 0, FRAGMENT_FIRST = 1, FRAGMENT_LATER = 2 };

/* What IPv4's fragment field (RFC 791 section 3.1) says, in host order. DF and the reserved bit make no fragment. */
static __always_inline __u8 ipv4_fragment(__u16 field)
{
	return field & 0x1fff ? FRAGMENT_LATER : field & 0x2000 ? FRAGMENT_FIRST : FRAGMENT_NONE;
}

#endif
