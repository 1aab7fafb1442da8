import { Time } from "@/components/time";

/** What became of the reader's request, where the answer was no. */
export function Declined({ sender, at }: { sender: string; at: Date }) {
  return (
    <p>
      {sender} declined your request <Time value={at} className="text-foreground" />. Write to {sender} if you
      still need the pictures.
    </p>
  );
}
