/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The parts of parsing that are the same in every program.
 *
 * The common frame has no tag, no IPv4 options and no IPv6 extension header, and pays one test for each: a branch that is
 * not taken. What the rare frame needs stands behind a label at the end of the function, and jumps back from there: for BPF
 * clang 14 leaves blocks in the order in which they are written, whatever it is told of their likelihood, and so what is
 * written in between would have to be jumped over. That jump is no loop, for it leads to where no way leads back. There
 * is no loop at all: two tags are two copies, and the walk through extension headers is unrolled.
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

/*
 * One test that is true for both tags, and false for IPv4 (0x0800), ARP (0x0806) and IPv6 (0x86dd), the types of nearly every
 * frame. What it is true for besides takes the long way.
 */
static __always_inline bool may_be_vlan(__u16 type)
{
	return bits(type, 0x8600, 0x8000);
}

/* Two comparisons in one test: a product is zero when one of its factors is. Each is below 2^16, so it does not wrap. */
static __always_inline bool is_vlan(__u16 type)
{
	return equals((__u64)(type ^ ETH_P_8021Q) * (type ^ ETH_P_8021AD), 0);
}

/* A tag, or the TPID that was in use before 802.1ad, which is never skipped. */
static __always_inline bool is_tag(__u16 type)
{
	return is_vlan(type) || equals(type, ETH_P_QINQ1_OLD);
}

/* The two protocols whose headers begin with the same ports. */
static __always_inline bool is_tcp_or_udp(__u8 protocol)
{
	return equals((__u64)(protocol ^ 6) * (protocol ^ 17), 0);
}

/* The first byte of nearly every IPv4 header: version 4, and a length of 5 words. */
#define IPV4_WITHOUT_OPTIONS 0x45

/*
 * An IPv4 header's length, of which the verifier needs to know a bound. The bound is put on where the length is used: clang may
 * keep the field on the stack in between, in 32 bits, and up to Linux 5.15 the verifier forgets what it knew of such a number.
 */
static __always_inline __u64 ipv4_header_bytes(__u64 words)
{
	XDPGEN_OPAQUE(words);
	return (words & 0xf) * 4;
}

enum fragment { FRAGMENT_NONE = 0, FRAGMENT_FIRST = 1, FRAGMENT_LATER = 2 };

/* What IPv4's fragment field (RFC 791 section 3.1) says, in host order. DF and the reserved bit make no fragment. */
static __always_inline __u8 ipv4_fragment(__u16 field)
{
	return field & 0x1fff ? FRAGMENT_LATER : field & 0x2000 ? FRAGMENT_FIRST : FRAGMENT_NONE;
}

#endif
