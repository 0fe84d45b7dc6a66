import { Panel } from "@/components/patterns/panel";
import { RelativeTime } from "@/components/patterns/relative-time";

type Props = {
  mail: {
    organization: string;
    at: string;
    to: { name: string; address: string };
    subject: string;
    text: string;
  };
};

/** A mail that was not sent, with its addresses as links. */
export function OutboxMail({ mail }: Props) {
  return (
    <Panel
      title={<span className="wrap-anywhere">{mail.subject}</span>}
      description={
        <span className="wrap-anywhere">
          To {mail.to.name ? `${mail.to.name}, ` : ""}
          {mail.to.address} · {mail.organization}
        </span>
      }
      actions={<RelativeTime at={mail.at} className="text-muted-foreground text-sm" />}
    >
      <p className="wrap-anywhere whitespace-pre-line text-sm">
        {mail.text.split(/(https?:\/\/\S+)/).map((part, index) =>
          /^https?:\/\//.test(part) ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: a fixed text
            <a key={index} href={part} className="text-primary underline underline-offset-4">
              {part}
            </a>
          ) : (
            part
          ),
        )}
      </p>
    </Panel>
  );
}
