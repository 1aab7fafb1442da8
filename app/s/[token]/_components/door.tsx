import { DoorForm } from "@/app/s/[token]/_components/door-form";
import { Frame } from "@/app/s/[token]/_components/frame";
import { Heading } from "@/app/s/[token]/_components/heading";
import { Notice } from "@/app/s/[token]/_components/notice";
import type { DoorProblem } from "@/app/s/[token]/door-problem";
import { Time } from "@/components/time";
import { formatCount } from "@/lib/format";
import type { Head } from "@/lib/gate/schema";

type DoorProps = {
  head: Head | null;
  terms: string;
  left: number | null;
  token: string;
  problem: DoorProblem;
};

/** What waits behind, and what it takes; before the password only that it takes one. */
export function Door({ head, left, ...form }: DoorProps) {
  if (!head)
    return (
      <Notice title="Protected by a password">
        <p>Whoever sent you this address gave you a password for it. What it opens is shown after that.</p>
        <DoorForm {...form} needsPassword count={null} />
      </Notice>
    );
  return (
    <Frame>
      <div className="mx-auto my-auto grid w-full max-w-md grid-cols-1 gap-7 py-8">
        <Heading head={head}>
          <p className="text-base text-muted-foreground leading-7">
            {formatCount(head.images, "picture")}, until{" "}
            <Time value={head.endsAt} className="text-foreground" />.
            {left !== null && (
              <>
                {" "}
                The link can be opened {left === 1 ? "once" : `${formatCount(left)} times`} more; keep the
                page open while you need it.
              </>
            )}
          </p>
        </Heading>
        <DoorForm {...form} needsPassword={false} count={head.images} />
      </div>
    </Frame>
  );
}
