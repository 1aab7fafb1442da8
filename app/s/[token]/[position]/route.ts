import { cookies } from "next/headers";
import { requestOrigin } from "@/lib/auth/actor";
import { type Asked, download, forward } from "@/lib/gate/forward";
import { readerCookie, readReader } from "@/lib/gate/readers";
import { attachment } from "@/lib/images/attachment";
import { reportUnexpected } from "@/lib/log";

export const dynamic = "force-dynamic";

const headers = { "cache-control": "private, no-store", "referrer-policy": "no-referrer" };

/** The same answer for every link that does not open this: it tells nothing about any of them. */
const refused = () =>
  new Response("This link does not open a picture here, or not any more. Ask whoever sent it.\n", {
    status: 404,
    headers: { ...headers, "content-type": "text/plain; charset=utf-8" },
  });

/** One picture of a gated link: checked, counted, and sent on to a signature of about a minute. */
export async function GET(request: Request, { params }: RouteContext<"/s/[token]/[position]">) {
  try {
    const { token, position } = await params;
    const jar = await cookies();
    const asked: Asked = {
      token,
      position,
      ticket: jar.get("visit")?.value,
      reader: readReader(jar.get(readerCookie)?.value),
      from: await requestOrigin(),
    };
    if (new URL(request.url).searchParams.has("save")) return await save(asked);
    const way = await forward(asked);
    return way ? new Response(null, { status: 302, headers: { ...headers, location: way.url } }) : refused();
  } catch (error) {
    const reference = reportUnexpected("gate", error);
    return new Response(
      `The picture cannot be shown at this moment. Try again in a minute (reference ${reference}).\n`,
      {
        status: 503,
        headers: { ...headers, "content-type": "text/plain; charset=utf-8", "retry-after": "60" },
      },
    );
  }
}

/** Whoever asks without fetching would learn a signature that nobody counted, or use up an opening that nobody saw. */
export function HEAD() {
  return new Response(null, { status: 405, headers: { ...headers, allow: "GET" } });
}

async function save(asked: Asked): Promise<Response> {
  const picture = await download(asked);
  if (!picture) return refused();
  const { body, contentType, fileName } = picture;
  const ending = contentType === "image/png" ? "png" : "jpg";
  const name = `${fileName.replace(/\.(jpe?g|png|webp|gif|avif)$/i, "")}.${ending}`;
  return new Response(new Uint8Array(body), {
    headers: {
      ...headers,
      "content-type": contentType,
      "content-disposition": attachment(name),
      "content-length": String(body.length),
    },
  });
}
