"use client";

import { Pencil } from "lucide-react";
import dynamic from "next/dynamic";
import { useEffect, useRef, useState } from "react";
import type { Editable } from "@/app/(dashboard)/images/[imageId]/_components/details-form";
import { MoreFacts } from "@/app/(dashboard)/images/[imageId]/_components/more-facts";
import { Section } from "@/app/(dashboard)/images/[imageId]/_components/section";
import { Tag } from "@/components/chip";
import { Fact, FactList } from "@/components/fact-list";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { useShortcut } from "@/components/use-shortcut";
import type { ImageDetail } from "@/lib/images/schema";

const DetailsForm = dynamic(
  () => import("@/app/(dashboard)/images/[imageId]/_components/details-form").then((m) => m.DetailsForm),
  { ssr: false },
);

type DetailsProps = {
  image: Editable & Pick<ImageDetail, "private" | "twins">;
  collections: { id: string; name: string }[];
  canEdit: boolean;
};

/** What the image is besides its picture, read or edited in place. */
export function Details({ image, collections, canEdit }: DetailsProps) {
  const [editing, setEditing] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useShortcut("e", () => setEditing(true), canEdit && !editing);

  // The form that held the focus is gone; its button is where the person came from.
  const wasEditing = useRef(false);
  useEffect(() => {
    if (wasEditing.current && !editing) button.current?.focus();
    wasEditing.current = editing;
  }, [editing]);

  return (
    <Section
      title="Details"
      aside={
        canEdit &&
        !editing && (
          <Button ref={button} size="sm" variant="ghost" onClick={() => setEditing(true)}>
            <Pencil aria-hidden />
            Edit
            <Kbd>E</Kbd>
          </Button>
        )
      }
    >
      {editing ? (
        <DetailsForm image={image} onClose={() => setEditing(false)} />
      ) : (
        <FactList>
          <Fact label="Name">{image.name}</Fact>
          <Fact label="Alt text">{image.altText || <span className="text-muted-foreground">None</span>}</Fact>
          <Fact label="Tags">
            {image.tags.length > 0 ? (
              <span className="flex flex-wrap gap-1.5">
                {image.tags.map((tag) => (
                  <Tag key={tag} href={`/images?tag=${encodeURIComponent(tag)}`}>
                    {tag}
                  </Tag>
                ))}
              </span>
            ) : (
              <span className="text-muted-foreground">None</span>
            )}
          </Fact>
          <MoreFacts image={image} collections={collections} />
        </FactList>
      )}
    </Section>
  );
}
