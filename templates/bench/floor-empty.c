/* SPDX-License-Identifier: GPL-2.0 */
/* The least that a program can do. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "GPL";

SEC("xdp")
int floor_empty(struct xdp_md *ctx)
{
	return XDP_DROP;
}
