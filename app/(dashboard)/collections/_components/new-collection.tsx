"use client";

import { FolderPlus } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { createCollection } from "@/app/(dashboard)/collections/actions";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { useShortcut } from "@/components/use-shortcut";

const CollectionForm = dynamic(
  () => import("@/app/(dashboard)/collections/_components/collection-form").then((m) => m.CollectionForm),
  { ssr: false },
);

export function NewCollection() {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  useShortcut("n", () => setOpen(true));
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <FolderPlus aria-hidden />
        New collection
        <Kbd>N</Kbd>
      </Button>
      {open && (
        <CollectionForm
          title="New collection"
          verb="Make it"
          start={{ name: "", description: "" }}
          onClose={() => setOpen(false)}
          onSave={async (text) => {
            const answer = await createCollection(text);
            if (answer.ok) router.push(`/collections/${answer.data.id}`);
            return answer;
          }}
        />
      )}
    </>
  );
}
