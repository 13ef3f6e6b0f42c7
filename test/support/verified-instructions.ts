import { native } from "../../src/kernel/sys/libbpf.js";

/** struct bpf_prog_info (linux/bpf.h), as far as Linux 5.16 has it. */
const INFO = { bytes: 224, verified_insns: 216 } as const;

/** How many instructions the verifier has walked for a program. Before Linux 5.16 nobody knows: then it is 0. */
export function verifiedInstructions(fd: number): number {
  const [info, length] = [Buffer.alloc(INFO.bytes), Buffer.alloc(4)];
  length.writeUInt32LE(INFO.bytes);
  const error = native().bpf_obj_get_info_by_fd(fd, info, length);
  if (error !== 0) throw new Error(`BPF_OBJ_GET_INFO_BY_FD: ${error}`);
  return info.readUInt32LE(INFO.verified_insns);
}
