import Link from "next/link";
import { libraryHref } from "@/app/(dashboard)/images/(library)/library-href";
import { isFiltered, type LibraryParams } from "@/app/(dashboard)/images/(library)/search-params";
import { EmptyState } from "@/components/empty-state";
import { UploadButton } from "@/components/layout/upload-button";
import { SampleButton } from "@/components/sample-button";
import { Button } from "@/components/ui/button";
import { formatList } from "@/lib/format";
import { type Part, parseQuery } from "@/lib/images/query-language";
import { isFoundAtStarts } from "@/lib/images/search";
import { filtersOf, wordsOf } from "@/lib/query/language";

type NoImagesProps = { params: LibraryParams; canUpload: boolean; samples: boolean };

/** Three different empty rooms: nothing matches, this page ran out, and nothing was ever uploaded. */
export function NoImages({ params, canUpload, samples }: NoImagesProps) {
  const frame = "rounded-xl border bg-card";
  const parts = parseQuery(params.q);
  const words = wordsOf(parts);
  if (isFiltered(params))
    return (
      <EmptyState
        art="matches"
        title="Nothing matches"
        sentence={
          words
            ? `No image has “${words}” in its name, tags, alt text, file name or links${filtersOf(parts).length > 0 ? ", with these filters" : ""}.${aboutShort(parts)}`
            : "No image fits these filters."
        }
        action={
          <Button asChild variant="primary">
            <Link href={libraryHref({ view: params.view, sort: params.sort })}>Clear filters</Link>
          </Button>
        }
        className={frame}
      />
    );
  if (params.cursor)
    return (
      <EmptyState
        art="matches"
        title="This page has run out"
        sentence="What was on it was deleted meanwhile."
        action={
          <Button asChild variant="primary">
            <Link href={libraryHref(params, { cursor: undefined })}>Go to the first page</Link>
          </Button>
        }
        className={frame}
      />
    );
  return (
    <EmptyState
      art="prints"
      title="No images yet"
      sentence={
        canUpload
          ? "Drop files or folders anywhere on this screen. Each is private from its first second."
          : "When somebody uploads, their images appear here. Editors, admins and owners may upload."
      }
      action={
        canUpload && (
          <>
            {samples && <SampleButton />}
            <Button asChild>
              <Link href="/import">Import what Cloudflare holds</Link>
            </Button>
            <UploadButton>Choose images</UploadButton>
          </>
        )
      }
      className={frame}
    />
  );
}

/** Why a short word may be in a name and is not found all the same. */
function aboutShort(parts: readonly Part[]): string {
  const short = parts.flatMap((part) =>
    part.kind === "word" && !part.not && isFoundAtStarts(part.text) ? [`“${part.text}”`] : [],
  );
  if (short.length === 0) return "";
  const words = formatList(short);
  return ` Words of one or two characters match beginnings only: ${words} inside a longer word is not found. Type a third character to find it anywhere.`;
}
