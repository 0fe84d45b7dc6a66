import ipaddr from "ipaddr.js";

type Range = ReturnType<typeof ipaddr.parseCIDR>;

/** The addresses of `DROP_PROXY_PROTOCOL`; null when it is off. Throws a sentence for people. */
export function parseBalancers(text: string): readonly Range[] | null {
  if (text === "off") return null;
  return text.split(",").map((entry) => {
    const range = entry.trim();
    const whole = range.includes("/") ? range : `${range}/${range.includes(":") ? 128 : 32}`;
    if (!ipaddr.isValidCIDR(whole)) {
      throw new Error(
        `DROP_PROXY_PROTOCOL: "${range}" is no address. Set it to "off", or to the addresses of your load balancer, such ` +
          "as 10.0.5.0/24.",
      );
    }
    return ipaddr.parseCIDR(whole);
  });
}

export function isBalancer(balancers: readonly Range[], address: string): boolean {
  const ip = ipaddr.process(address);
  return balancers.some((range) => ip.kind() === range[0].kind() && ip.match(range));
}
