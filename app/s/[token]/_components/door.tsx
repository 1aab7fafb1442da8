import { DoorForm } from "@/app/s/[token]/_components/door-form";
import { Frame } from "@/app/s/[token]/_components/frame";
import { Heading } from "@/app/s/[token]/_components/heading";
import type { DoorProblem } from "@/app/s/[token]/door-problem";
import { Time } from "@/components/time";
import { formatCount } from "@/lib/format";
import type { Head } from "@/lib/gate/schema";

type DoorProps = {
  head: Head;
  needsPassword: boolean;
  terms: string;
  left: number | null;
  token: string;
  problem: DoorProblem;
};

/** What waits behind, and what it takes. */
export function Door({ head, left, ...form }: DoorProps) {
  return (
    <Frame>
      <div className="mx-auto my-auto grid w-full max-w-md gap-7 py-8">
        <Heading head={head}>
          <p className="text-base text-muted-foreground leading-7">
            {formatCount(head.images, "picture")}, until{" "}
            <Time value={head.endsAt} className="text-foreground" />.
            {left !== null && (
              <>
                {" "}
                It can be opened {left === 1 ? "once" : `${formatCount(left)} times`} more; keep the page open
                while you need it.
              </>
            )}
          </p>
        </Heading>
        <DoorForm {...form} count={head.images} />
      </div>
    </Frame>
  );
}
