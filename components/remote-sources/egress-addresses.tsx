import { CopyButton } from "@/components/patterns/copy-button";
import { Copyable } from "@/components/patterns/copyable";
import type { Egress } from "@/lib/remote-sources/read";

type Props = Egress & {
  /** Where they have to be let in, such as "the SFTP port". */
  to: string;
};

/** The addresses that Rollcall connects from, to copy into an allow-list. */
export function EgressAddresses({ addresses, contact, to }: Props) {
  if (addresses.length === 0) {
    return (
      <p className="break-words">
        The IP addresses that Rollcall connects from are not configured. If {to} is behind a firewall, ask{" "}
        {contact} for them.
      </p>
    );
  }
  return (
    <>
      <p>Rollcall connects from these IP addresses. Allow them to reach {to} in your firewall.</p>
      {addresses.map((address) => (
        <Copyable key={address} value={address} label={`Copy ${address}`} />
      ))}
      {addresses.length > 1 ? (
        <p className="flex items-center gap-1">
          <CopyButton value={addresses.join("\n")} label="Copy all IP addresses" />
          Copy all, one per line
        </p>
      ) : null}
    </>
  );
}
