import { Declined } from "@/app/s/[token]/_components/declined";
import { MoreTime } from "@/app/s/[token]/_components/more-time";
import { Notice } from "@/app/s/[token]/_components/notice";
import { Time } from "@/components/time";
import type { Head } from "@/lib/gate/schema";
import type { LinkStatus } from "@/lib/links/schema";

type ClosedProps = { head: Head | null; status: LinkStatus; mayAsk: boolean; token: string };

const titles: Partial<Record<LinkStatus, string>> = {
  waiting: "Not open yet",
  paused: "Paused",
  used: "Opened as often as it may be",
  ended: "This link has ended",
  revoked: "This link was taken back",
};

/** Why the holder's own link does not open, and what can be done. */
export function Closed({ head, status, mayAsk, token }: ClosedProps) {
  return (
    <Notice title={titles[status] ?? "These pictures are gone"}>
      <p>{head ? why(status, head) : guardedWhy(status)}</p>
      {head?.declinedAt && <Declined sender={head.sender} at={head.declinedAt} />}
      {mayAsk && (
        <MoreTime token={token} sender={head?.sender ?? "whoever sent it"} needsPassword={head === null} />
      )}
    </Notice>
  );
}

function why(status: LinkStatus, { sender, startsAt, endsAt, declinedAt }: Head) {
  switch (status) {
    case "waiting":
      return startsAt ? (
        <>
          The pictures open <Time value={startsAt} className="text-foreground" />. The address stays the same.
        </>
      ) : null;
    case "paused":
      return `${sender} has paused it for now. Try again later, or write to ${sender}.`;
    case "used":
      return `${sender} allowed a number of openings, and they are used up.${declinedAt ? "" : " If you still need the pictures, ask for more."}`;
    case "ended":
      return (
        <>
          It ended <Time value={endsAt} className="text-foreground" />.
          {!declinedAt && " If you still need the pictures, ask for more time."}
        </>
      );
    case "revoked":
      return `${sender} took it back before its end. If you think that is a mistake, write to ${sender}.`;
    default:
      return `${sender} has deleted what it showed. Write to ${sender} if you still need it.`;
  }
}

/** The same for somebody who has not given its password: neither names nor times. */
function guardedWhy(status: LinkStatus) {
  switch (status) {
    case "waiting":
      return "It opens later. The address stays the same.";
    case "paused":
      return "It is paused for now. Try again later, or write to whoever sent it.";
    case "used":
    case "ended":
      return "If you still need what it opened, ask for more, with its password.";
    default:
      return "Write to whoever sent it if you still need what it opened.";
  }
}
