import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { formatCount } from "@/lib/format";
import type { EntryAccess } from "@/lib/revocation/schema";

type PicturesProps = { entry: Pick<EntryAccess, "linkId" | "recipient" | "choices" | "images" | "rest"> };

/** Which of a direct link's pictures to take back: the one that leaked, some, or all. A plain form, kept in the address. */
export function Pictures({ entry }: PicturesProps) {
  const { linkId, recipient, choices, images, rest } = entry;
  const chosen = new Set(images.map(({ id }) => id));
  return (
    <section aria-labelledby="pictures" className="py-4">
      <h2 id="pictures" className="font-semibold text-base">
        Which pictures to take back
      </h2>
      <p className="pb-3 text-meta text-muted-foreground">
        {rest > 0
          ? `${formatCount(images.length)} of ${formatCount(choices.length, "picture")}. Each has an address of its own; ${recipient} goes on seeing those that are not chosen.`
          : `All ${formatCount(choices.length, "picture")}. Each has an address of its own, so that the one that leaked can be taken back alone.`}
      </p>
      <form key={[...chosen].join()} action={`/links/desk/${linkId}`}>
        <ul className="max-h-80 divide-y overflow-y-auto rounded-xl border bg-card">
          {choices.map(({ id, name }) => (
            <li key={id} className="flex items-center gap-3 px-4 text-sm sm:px-5">
              <label htmlFor={`picture-${id}`} className="flex min-h-11 min-w-0 flex-1 items-center gap-3">
                <Checkbox
                  id={`picture-${id}`}
                  name="picture"
                  value={id}
                  defaultChecked={chosen.has(id)}
                  className="shrink-0"
                />
                <span className="min-w-0 break-words">{name}</span>
              </label>
              <Link
                href={`/images/${id}`}
                aria-label={`Show the image ${name}`}
                className="hit-area underline decoration-border-strong underline-offset-3"
              >
                Show
              </Link>
            </li>
          ))}
        </ul>
        <div className="flex flex-wrap gap-2 pt-3">
          <Button type="submit" variant="outline" className="max-sm:h-11 max-sm:w-full">
            Count for the chosen
          </Button>
          {rest > 0 && (
            <Button asChild variant="outline" className="max-sm:h-11 max-sm:w-full">
              <Link href={`/links/desk/${linkId}`}>Choose all</Link>
            </Button>
          )}
        </div>
      </form>
    </section>
  );
}
