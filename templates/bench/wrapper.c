/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Runs a program on one frame of a trace after the other: BPF_PROG_TEST_RUN repeats the wrapper, which writes the next frame and
 * calls the program that user space has put into `programs`. The index is a constant, so the kernel makes the call a jump.
 */
#include <xdpgen/trace.h>

char LICENSE[] SEC("license") = "GPL";

struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, 1);
	__uint(key_size, sizeof(__u32));
	__uint(value_size, sizeof(__u32));
} programs SEC(".maps");

SEC("xdp")
int wrapper(struct xdp_md *ctx)
{
	if (next_frame(ctx) == 0)
		bpf_tail_call(ctx, &programs, 0);
	return XDP_ABORTED;
}
