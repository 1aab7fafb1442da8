import { ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { formatCount } from "@/lib/format";
import type { Finding, ImportDesk, ImportRow } from "@/lib/import/schema";

const library = (q: string) => `/images?q=${encodeURIComponent(q)}`;

type ReportProps = {
  row: ImportRow;
  findings: Finding[];
  /** Of one that is not over: whether it still reads the list, and then counts nothing as vanished. */
  phase?: ImportDesk["phase"];
};

/** What became of the account's images; each number leads to the images that it counts. */
export function Report({ row, findings, phase }: ReportProps) {
  const {
    id,
    imported,
    importedPrivate,
    importedPublic,
    customIds,
    rebuilt,
    changed,
    vanished,
    refused,
    odd,
  } = row;
  const own = findings.filter(({ importId }) => importId === id);
  return (
    <ul className="divide-y border-t text-sm">
      <Line count={imported} href={library(`import:${id}`)}>
        {imported === 1 ? "image" : "images"} brought in: {formatCount(importedPrivate)} private,{" "}
        {formatCount(importedPublic)} public
        {rebuilt > 0 && `, ${formatCount(rebuilt)} under the id that Darkroom once gave`}
      </Line>
      {customIds > 0 && (
        <Line count={customIds} href={library(`import:${id} is:custom-id`)}>
          of them under an id of somebody's choosing: {customIds === 1 ? "it" : "they"} can never be private
        </Line>
      )}
      {changed > 0 && (
        <Line count={changed} href={library(`import:${id}-changed`)} findings={of(own, "changed")}>
          changed: Cloudflare's flag was not ours; Cloudflare's word stands
        </Line>
      )}
      {vanished > 0 && phase !== "list" && (
        <Line count={vanished} href={library("is:vanished")}>
          vanished{row.finishedAt === null && " so far"}: a row is here, the image is not at Cloudflare any
          more; nothing was deleted for it
        </Line>
      )}
      {refused > 0 && (
        <Line count={refused} findings={of(own, "refused")}>
          refused: no address of ours can carry {refused === 1 ? "its id" : "their ids"}
        </Line>
      )}
      {odd > 0 && (
        <Line count={odd}>
          left out: Cloudflare described {odd === 1 ? "it" : "them"} in a form that Darkroom does not know
        </Line>
      )}
    </ul>
  );
}

const of = (findings: Finding[], kind: Finding["kind"]) => findings.filter((one) => one.kind === kind);

type LineProps = { count: number; href?: string; findings?: Finding[]; children: ReactNode };

function Line({ count, href, findings = [], children }: LineProps) {
  const number = <span className="tabular min-w-12 text-right font-semibold">{formatCount(count)}</span>;
  return (
    <li className="py-2.5">
      {href && count > 0 ? (
        <Link href={href} className="hit-area group flex items-baseline gap-3">
          {number}
          <span className="flex-1 group-hover:underline">{children}</span>
          <ChevronRight aria-hidden className="size-4 shrink-0 self-center text-muted-foreground" />
        </Link>
      ) : (
        <div className="flex items-baseline gap-3">
          {number}
          <span>{children}</span>
        </div>
      )}
      {findings.length > 0 && (
        <details className="mt-1.5 pl-15">
          <summary className="hit-area w-fit cursor-pointer text-meta text-muted-foreground">
            {findings.length < count ? `The first ${formatCount(findings.length)}` : "Which"}
          </summary>
          <ul className="mt-1.5 grid gap-1 text-meta">
            {findings.map(({ key, imageId, name, reason }) => (
              <li key={key} className="break-words">
                {imageId ? (
                  <Link href={`/images/${imageId}`} className="font-medium hover:underline">
                    {name}
                  </Link>
                ) : (
                  <span className="font-medium">{name}</span>
                )}
                <span className="text-muted-foreground">: {reason}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}
