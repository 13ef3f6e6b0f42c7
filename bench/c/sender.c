/* SPDX-License-Identifier: GPL-2.0 */
/* Sends the frames of a trace out of an interface: run on live frames, which the kernel redirects. */
#include <xdpgen/trace.h>

char LICENSE[] SEC("license") = "GPL";

SEC("xdp")
int sender(struct xdp_md *ctx)
{
	if (next_frame(ctx) == 0)
		return bpf_redirect(IFINDEX, 0);
	return XDP_ABORTED;
}
