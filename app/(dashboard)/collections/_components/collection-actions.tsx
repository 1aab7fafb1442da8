"use client";

import { Pencil, Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { deleteCollection, editCollection } from "@/app/(dashboard)/collections/actions";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { toast } from "@/components/ui/toast";
import { useShortcut } from "@/components/use-shortcut";
import { formatCount } from "@/lib/format";

const CollectionForm = dynamic(
  () => import("@/app/(dashboard)/collections/_components/collection-form").then((m) => m.CollectionForm),
  { ssr: false },
);
const ConfirmDialog = dynamic(() => import("@/components/confirm-dialog").then((m) => m.ConfirmDialog), {
  ssr: false,
});

type CollectionActionsProps = {
  collection: {
    id: string;
    name: string;
    description: string;
    version: number;
    images: number;
  };
};

export function CollectionActions({ collection }: CollectionActionsProps) {
  const router = useRouter();
  const [open, setOpen] = useState<"edit" | "delete">();
  const { id, name, version, images } = collection;
  useShortcut("e", () => setOpen("edit"));
  const close = () => setOpen(undefined);
  return (
    <>
      <Button onClick={() => setOpen("edit")}>
        <Pencil aria-hidden />
        Edit
        <Kbd>E</Kbd>
      </Button>
      <Button variant="danger-outline" onClick={() => setOpen("delete")}>
        <Trash2 aria-hidden />
        Delete
      </Button>
      {open === "edit" && (
        <CollectionForm
          title={`Edit ${name}`}
          verb="Save"
          start={collection}
          onClose={close}
          onSave={async (text) => {
            const answer = await editCollection({ collectionId: id, version, ...text });
            if (answer.ok) {
              toast({ kind: "done", title: "Collection saved" });
              close();
            }
            return answer;
          }}
        />
      )}
      {open === "delete" && (
        <ConfirmDialog
          open
          onOpenChange={(shown) => !shown && close()}
          title={`Delete the collection ${name}?`}
          sentence="Only the collection goes, with its order and description. That cannot be undone; every image stays in the library as it is."
          consequences={[
            {
              count: formatCount(images),
              what: images === 1 ? "image is no longer in it" : "images are no longer in it",
            },
          ]}
          confirm="Delete collection"
          kind="destroy"
          onConfirm={async () => {
            const answer = await deleteCollection({ collectionId: id });
            if (!answer.ok) return answer;
            toast({ kind: "done", title: `${name} is deleted; its images are not` });
            router.push("/collections");
            return { ok: true };
          }}
        />
      )}
    </>
  );
}
