/*
 * Native functions and structures as data, so that another way of calling them needs no other declarations.
 * Nothing here is loaded or called.
 */

/** A pointer that native code gave us; null is the null pointer. */
export type Pointer = { readonly __pointer: never } | null;

/** What is passed for a `void *`: bytes of ours, a pointer of theirs, or null. */
export type Memory = Uint8Array | Pointer;

/** struct bpf_object_open_opts (bpf/libbpf.h), up to the member that libbpf 1.0 ends with. */
export interface ObjectOpenOptions {
  sz: number;
  object_name: string | null;
  relaxed_maps: boolean;
  pin_root_path: string | null;
  _attach_prog_fd: number;
  kconfig: string | null;
  btf_custom_path: string | null;
  kernel_log_buf: Uint8Array | null;
  kernel_log_size: number;
  kernel_log_level: number;
}

/** struct bpf_xdp_query_opts (bpf/libbpf.h): program ids by mode, 0 for none; attach_mode is enum XDP_ATTACHED_*. */
export interface XdpQueryOptions {
  sz: number;
  prog_id: number;
  drv_prog_id: number;
  hw_prog_id: number;
  skb_prog_id: number;
  attach_mode: number;
}

/** struct bpf_xdp_attach_opts (bpf/libbpf.h). */
export interface XdpAttachOptions {
  sz: number;
  old_prog_fd: number;
}

/** The structures that libbpf and libc read, by their C names, with their size on every 64-bit system. */
export const STRUCTS = {
  bpf_object_open_opts: {
    bytes: 80,
    members: {
      sz: "size_t",
      object_name: "const char *",
      relaxed_maps: "bool",
      pin_root_path: "const char *",
      _attach_prog_fd: "uint32_t",
      kconfig: "const char *",
      btf_custom_path: "const char *",
      kernel_log_buf: "void *",
      kernel_log_size: "size_t",
      kernel_log_level: "uint32_t",
    } satisfies Record<keyof ObjectOpenOptions, string>,
  },
  bpf_xdp_query_opts: {
    bytes: 32,
    members: {
      sz: "size_t",
      prog_id: "uint32_t",
      drv_prog_id: "uint32_t",
      hw_prog_id: "uint32_t",
      skb_prog_id: "uint32_t",
      attach_mode: "uint8_t",
    } satisfies Record<keyof XdpQueryOptions, string>,
  },
  bpf_xdp_attach_opts: {
    bytes: 16,
    members: { sz: "size_t", old_prog_fd: "int" } satisfies Record<keyof XdpAttachOptions, string>,
  },
  if_nameindex: { bytes: 16, members: { index: "uint32_t", name: "const char *" } },
} as const;

/** The functions as TypeScript sees them. libbpf's return a negative errno on failure, libc's -1 and set errno. */
export interface LibbpfFunctions {
  libbpf_set_print(callback: unknown): Pointer;
  libbpf_version_string(): string;
  libbpf_num_possible_cpus(): number;
  bpf_object__open_mem(bytes: Memory, size: number, options: ObjectOpenOptions): Pointer;
  bpf_object__load(object: Pointer): number;
  bpf_object__close(object: Pointer): void;
  bpf_object__next_program(object: Pointer, previous: Pointer): Pointer;
  bpf_object__next_map(object: Pointer, previous: Pointer): Pointer;
  bpf_program__fd(program: Pointer): number;
  bpf_program__type(program: Pointer): number;
  bpf_program__name(program: Pointer): string;
  bpf_map__fd(map: Pointer): number;
  bpf_map__name(map: Pointer): string;
  bpf_map__set_type(map: Pointer, type: number): number;
  bpf_map__set_map_flags(map: Pointer, flags: number): number;
  bpf_map__reuse_fd(map: Pointer, fd: number): number;
  bpf_map__set_initial_value(map: Pointer, value: Memory, size: number): number;
  bpf_xdp_attach(ifindex: number, fd: number, flags: number, options: XdpAttachOptions | null): number;
  bpf_xdp_detach(ifindex: number, flags: number, options: XdpAttachOptions | null): number;
  bpf_xdp_query(ifindex: number, flags: number, options: XdpQueryOptions): number;
  bpf_prog_test_run_opts(fd: number, options: Memory): number;
  bpf_prog_bind_map(program: number, map: number, options: null): number;
  bpf_prog_get_fd_by_id(id: number): number;
  bpf_map_get_fd_by_id(id: number): number;
  bpf_link_get_fd_by_id(id: number): number;
  bpf_link_get_next_id(start: number, next: Memory): number;
  bpf_obj_get_info_by_fd(fd: number, info: Memory, length: Memory): number;
  bpf_map_lookup_elem(fd: number, key: Memory, value: Memory): number;
  bpf_map_update_elem(fd: number, key: Memory, value: Memory, flags: number): number;
  bpf_map_update_batch(fd: number, keys: Memory, values: Memory, count: Memory, options: null): number;
}

/** libbpf's functions as C declares them (bpf/libbpf.h, bpf/bpf.h). */
export const LIBBPF: Record<keyof LibbpfFunctions, string> = {
  libbpf_set_print: "void *libbpf_set_print(libbpf_print_fn *fn)",
  libbpf_version_string: "const char *libbpf_version_string()",
  libbpf_num_possible_cpus: "int libbpf_num_possible_cpus()",
  bpf_object__open_mem:
    "void *bpf_object__open_mem(const void *buf, size_t size, const bpf_object_open_opts *opts)",
  bpf_object__load: "int bpf_object__load(void *obj)",
  bpf_object__close: "void bpf_object__close(void *obj)",
  bpf_object__next_program: "void *bpf_object__next_program(const void *obj, void *prog)",
  bpf_object__next_map: "void *bpf_object__next_map(const void *obj, const void *map)",
  bpf_program__fd: "int bpf_program__fd(const void *prog)",
  bpf_program__type: "int bpf_program__type(const void *prog)",
  bpf_program__name: "const char *bpf_program__name(const void *prog)",
  bpf_map__fd: "int bpf_map__fd(const void *map)",
  bpf_map__name: "const char *bpf_map__name(const void *map)",
  bpf_map__set_type: "int bpf_map__set_type(void *map, int type)",
  bpf_map__set_map_flags: "int bpf_map__set_map_flags(void *map, uint32_t flags)",
  bpf_map__reuse_fd: "int bpf_map__reuse_fd(void *map, int fd)",
  bpf_map__set_initial_value: "int bpf_map__set_initial_value(void *map, const void *data, size_t size)",
  bpf_xdp_attach: "int bpf_xdp_attach(int ifindex, int fd, uint32_t flags, const bpf_xdp_attach_opts *opts)",
  bpf_xdp_detach: "int bpf_xdp_detach(int ifindex, uint32_t flags, const bpf_xdp_attach_opts *opts)",
  bpf_xdp_query: "int bpf_xdp_query(int ifindex, int flags, _Inout_ bpf_xdp_query_opts *opts)",
  bpf_prog_test_run_opts: "int bpf_prog_test_run_opts(int fd, void *opts)",
  bpf_prog_bind_map: "int bpf_prog_bind_map(int prog_fd, int map_fd, const void *opts)",
  bpf_prog_get_fd_by_id: "int bpf_prog_get_fd_by_id(uint32_t id)",
  bpf_map_get_fd_by_id: "int bpf_map_get_fd_by_id(uint32_t id)",
  bpf_link_get_fd_by_id: "int bpf_link_get_fd_by_id(uint32_t id)",
  bpf_link_get_next_id: "int bpf_link_get_next_id(uint32_t start_id, void *next_id)",
  bpf_obj_get_info_by_fd: "int bpf_obj_get_info_by_fd(int fd, void *info, void *info_len)",
  bpf_map_lookup_elem: "int bpf_map_lookup_elem(int fd, const void *key, void *value)",
  bpf_map_update_elem: "int bpf_map_update_elem(int fd, const void *key, const void *value, uint64_t flags)",
  bpf_map_update_batch:
    "int bpf_map_update_batch(int fd, const void *keys, const void *values, void *count, const void *opts)",
};

/** libc's functions as TypeScript sees them. */
export interface LibcFunctions {
  open(path: string, flags: number): number;
  close(fd: number): number;
  socket(family: number, type: number, protocol: number): number;
  ioctl(fd: number, request: number, argument: Memory): number;
  setns(fd: number, type: number): number;
  flock(fd: number, operation: number): number;
  syscall(number: number, first: number, second: number, third: number): number;
  if_nametoindex(name: string): number;
  if_indextoname(ifindex: number, name: Memory): string | null;
  if_nameindex(): Pointer;
  if_freenameindex(list: Pointer): void;
  clock_gettime(clock: number, time: Memory): number;
  mmap(address: null, length: number, protection: number, flags: number, fd: number, offset: number): Pointer;
  munmap(address: Pointer, length: number): number;
  getpagesize(): number;
  sched_getaffinity(pid: number, size: number, mask: Memory): number;
  sched_setaffinity(pid: number, size: number, mask: Memory): number;
  vsnprintf(buffer: Memory, size: number, format: Memory, values: Memory): number;
}

/** libc's functions as C declares them. */
export const LIBC: Record<keyof LibcFunctions, string> = {
  open: "int open(const char *path, int flags)",
  close: "int close(int fd)",
  socket: "int socket(int domain, int type, int protocol)",
  ioctl: "int ioctl(int fd, unsigned long request, void *arg)",
  setns: "int setns(int fd, int nstype)",
  flock: "int flock(int fd, int operation)",
  syscall: "int64_t syscall(int64_t number, int64_t first, int64_t second, int64_t third)",
  if_nametoindex: "uint32_t if_nametoindex(const char *name)",
  if_indextoname: "const char *if_indextoname(uint32_t ifindex, void *name)",
  if_nameindex: "void *if_nameindex()",
  if_freenameindex: "void if_freenameindex(void *list)",
  clock_gettime: "int clock_gettime(int clock, void *time)",
  mmap: "void *mmap(void *addr, size_t length, int prot, int flags, int fd, int64_t offset)",
  munmap: "int munmap(void *addr, size_t length)",
  getpagesize: "int getpagesize()",
  sched_getaffinity: "int sched_getaffinity(int pid, size_t cpusetsize, void *mask)",
  sched_setaffinity: "int sched_setaffinity(int pid, size_t cpusetsize, const void *mask)",
  vsnprintf: "int vsnprintf(void *buf, size_t size, const void *format, void *values)",
};
