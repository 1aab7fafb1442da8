import type { Metadata } from "next";
import { cookies, headers } from "next/headers";
import { notFound } from "next/navigation";
import { after } from "next/server";
import { Away } from "@/app/s/[token]/_components/away";
import { Closed } from "@/app/s/[token]/_components/closed";
import { Door } from "@/app/s/[token]/_components/door";
import { Gallery } from "@/app/s/[token]/_components/gallery";
import { doorProblem } from "@/app/s/[token]/door-problem";
import { type Actor, requestOrigin } from "@/lib/auth/actor";
import { lookIn } from "@/lib/gate/look";
import { noteView } from "@/lib/gate/open";
import { isLook } from "@/lib/gate/readers";
import { reportUnexpected } from "@/lib/log";

// Nothing of the link is in what a messenger previews.
export const metadata: Metadata = {
  title: { absolute: "Private pictures" },
  description: "Pictures that somebody shared with you.",
  referrer: "no-referrer",
};

export default async function GatePage({ params, searchParams }: PageProps<"/s/[token]">) {
  const { token } = await params;
  const jar = await cookies();
  const [ticket, key] = [jar.get("visit")?.value, jar.get("key")?.value];
  const from = await requestOrigin();
  const looked = await lookIn({ token, ticket, key, address: from.address }).catch((error: unknown) => ({
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
      return <Door {...looked} token={token} problem={doorProblem.parse(await searchParams)} />;
    case "open":
      // A guarded link was counted when it was opened.
      if (!looked.guarded) await countLook(from, token);
      return <Gallery {...looked} token={token} />;
  }
}

/** Counts somebody's look, after the answer; messengers that fetch the address ahead of them are nobody. */
async function countLook(from: Actor["from"], token: string) {
  const list = await headers();
  const method = list.get("x-method") ?? "GET";
  const purpose = list.get("sec-purpose") ?? list.get("purpose") ?? "";
  if (!isLook({ method, client: from.client, purpose })) return;
  const reader = list.get("x-reader");
  after(() => noteView(from, { token, reader }).catch((error) => reportUnexpected("gate", error)));
}
