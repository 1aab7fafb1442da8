import { Time } from "@/components/time";
import { Checkbox } from "@/components/ui/checkbox";
import { formatCount } from "@/lib/format";
import type { KeyVictims } from "@/lib/keys/schema";

type VictimsProps = {
  victims: KeyVictims;
  reissue: boolean;
  onReissue: (reissue: boolean) => void;
  /** The key they would be signed with. */
  current: string;
  /** A link that was left out of it. */
  without: string | undefined;
};

/** By name whose links end, and the way to spare them. */
export function Victims({ victims: { links, sample }, reissue, onReissue, current, without }: VictimsProps) {
  return (
    <div className="grid gap-3">
      <label htmlFor="reissue" className="flex cursor-pointer items-start gap-2.5">
        <Checkbox
          id="reissue"
          checked={reissue}
          onChange={(event) => onReissue(event.target.checked)}
          className="mt-0.5"
        />
        <span>
          <span className="block font-medium">Prepare new addresses first</span>
          <span className="block text-muted-foreground">
            Each is signed anew with {current}, same picture, same end. They wait on this screen to be sent.
            {without && " The link that you came from gets none and is revoked."}
          </span>
        </span>
      </label>
      {sample.length > 0 && (
        <ul aria-label="Whose links end" className="max-h-40 divide-y overflow-y-auto border-t text-meta">
          {sample.map(({ id, recipient, imageName, addresses, endsAt, takenBack }) => (
            <li key={id} className="flex flex-wrap justify-between gap-x-3 py-1.5">
              <span className="min-w-0 break-words">
                {recipient},{" "}
                <span className="text-muted-foreground">
                  {addresses > 1 ? `${formatCount(addresses, "address", "addresses")}` : imageName}
                  {id === without
                    ? "; gets no new address and is revoked"
                    : takenBack && "; is being taken back, gets no new address"}
                </span>
              </span>
              <Time value={endsAt} show="relative" className="text-muted-foreground" />
            </li>
          ))}
          {links > sample.length && <li className="py-1.5">and {formatCount(links - sample.length)} more</li>}
        </ul>
      )}
    </div>
  );
}
