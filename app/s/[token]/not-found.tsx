import { Notice } from "@/app/s/[token]/_components/notice";

/** The one answer to every address that opens nothing: mistyped, made up, or over for long. */
export default function NotFound() {
  return (
    <Notice title="This address opens nothing">
      Part of it may be missing, or it ended a while ago. Open it again from the message, or ask whoever sent
      it for a new one.
    </Notice>
  );
}
