import { Countdown } from "@/app/s/[token]/_components/countdown";
import { Declined } from "@/app/s/[token]/_components/declined";
import { Frame } from "@/app/s/[token]/_components/frame";
import { Heading } from "@/app/s/[token]/_components/heading";
import { MoreTime } from "@/app/s/[token]/_components/more-time";
import { Print } from "@/app/s/[token]/_components/print";
import { cn } from "@/lib/cn";
import type { Head, Picture } from "@/lib/gate/schema";

type GalleryProps = {
  head: Head;
  pictures: Picture[];
  allowDownload: boolean;
  /** Milliseconds until its end. */
  left: number;
  token: string;
};

/** The pictures, whole and in the order they were given. */
export function Gallery({ head, pictures, allowDownload, left, token }: GalleryProps) {
  const one = pictures.length === 1;
  return (
    <Frame>
      <Heading head={head}>
        <div className="flex pt-1">
          <Countdown endsAt={head.endsAt} left={left} />
        </div>
        {head.message && (
          <p className="max-w-2xl whitespace-pre-line break-words border-safelight border-l-2 pl-4 text-base leading-7">
            {head.message}
          </p>
        )}
      </Heading>
      <ul
        className={cn(
          "grid gap-x-6 gap-y-10 pt-8 sm:pt-12",
          one ? "mx-auto w-full max-w-4xl" : "sm:grid-cols-2",
          pictures.length > 4 && "lg:grid-cols-3",
        )}
      >
        {pictures.map((picture, at) => (
          <li key={picture.position} className="min-w-0">
            <Print token={token} picture={picture} allowDownload={allowDownload} eager={at < 2} />
          </li>
        ))}
      </ul>
      <section aria-label="About this page" className="mt-14 grid max-w-2xl gap-5 border-t pt-6">
        <p className="text-muted-foreground text-sm leading-6">
          {allowDownload
            ? "You may save these pictures. Use them only for what they were sent for."
            : "These pictures are for looking at here. Please do not save or pass them on."}{" "}
          After the end your browser may still show what it has already loaded.
        </p>
        {head.declinedAt ? (
          <div className="text-sm leading-6">
            <Declined sender={head.sender} at={head.declinedAt} />
          </div>
        ) : (
          <MoreTime token={token} sender={head.sender} />
        )}
      </section>
    </Frame>
  );
}
