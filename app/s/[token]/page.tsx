import type { Metadata } from "next";
import { cookies } from "next/headers";
import { notFound } from "next/navigation";
import { after } from "next/server";
import { Away } from "@/app/s/[token]/_components/away";
import { Closed } from "@/app/s/[token]/_components/closed";
import { Door } from "@/app/s/[token]/_components/door";
import { Gallery } from "@/app/s/[token]/_components/gallery";
import { requestOrigin } from "@/lib/auth/actor";
import { lookIn } from "@/lib/gate/look";
import { noteView } from "@/lib/gate/open";
import { reportUnexpected } from "@/lib/log";

// Nothing of the link is in what a messenger previews.
export const metadata: Metadata = {
  title: { absolute: "Private pictures" },
  description: "Pictures that somebody shared with you.",
  referrer: "no-referrer",
};

export default async function GatePage({ params }: PageProps<"/s/[token]">) {
  const { token } = await params;
  const ticket = (await cookies()).get("visit")?.value;
  const from = await requestOrigin();
  const looked = await lookIn(token, ticket).catch((error: unknown) => ({
    kind: "away" as const,
    reference: reportUnexpected("gate", error),
  }));
  switch (looked.kind) {
    case "nothing":
      return notFound();
    case "away":
      return <Away reference={looked.reference} />;
    case "closed":
      return <Closed {...looked} token={token} />;
    case "door":
      return <Door {...looked} token={token} />;
    case "open":
      // A guarded link was counted when it was opened.
      if (!looked.guarded)
        after(() => noteView(from, token).catch((error) => reportUnexpected("gate", error)));
      return <Gallery {...looked} token={token} />;
  }
}
