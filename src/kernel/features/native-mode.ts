/**
 * Drivers that are known to run XDP programs natively in some kernel, by the name that they give themselves
 * (ETHTOOL_GDRVINFO). Native mode cannot be asked for without attaching a program, so this is a forecast and the list need
 * not be complete: attaching finds out.
 */
const NATIVE_DRIVERS: ReadonlySet<string> = new Set([
  // virtual
  ...["veth", "tun", "bonding", "virtio_net", "hv_netvsc", "vif", "vmxnet3", "netdevsim"],
  // clouds
  ...["ena", "gve", "mana"],
  // cards
  ...[
    "bnxt_en",
    "funeth",
    "i40e",
    "ice",
    "igb",
    "igc",
    "ixgbe",
    "ixgbevf",
    "mlx4_en",
    "mlx5_core",
    "nfp",
    "nicvf",
  ],
  ...["atlantic", "qede", "rvu-nicpf", "sfc"],
  // systems on a chip
  ...["fec", "fsl_dpaa2_eth", "fsl_enetc", "lan966x-switch", "mvneta", "mvpp2", "netsec", "st_gmac", "tsnep"],
]);

/** Whether a driver of this name is known to run programs natively. */
export function isNativeDriver(driver: string): boolean {
  return NATIVE_DRIVERS.has(driver);
}

/**
 * An MTU, in bytes, with which packets fit one page of 4 KiB beside what XDP needs in it, with any build of the kernel. The
 * exact limit is a few bytes more and differs between kernels (veth on 6.18: 3506). Programs of xdpgen do not declare that they
 * take packets in fragments.
 */
export const ONE_PAGE_MTU = 3498;
