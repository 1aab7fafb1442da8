import { Notice } from "@/app/s/[token]/_components/notice";

/** Whether the link still opens cannot be checked now, so it does not. */
export function Away({ reference }: { reference: string }) {
  return (
    <Notice title="The pictures cannot be shown at this moment">
      <p>
        The fault is on our side, and nothing about your link has changed. Load the page again in a minute.
      </p>
      <p className="text-sm">Reference {reference}</p>
    </Notice>
  );
}
