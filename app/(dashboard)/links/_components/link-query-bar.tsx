import { LockKeyholeOpen } from "lucide-react";
import { LinkQueryForm } from "@/app/(dashboard)/links/_components/link-query-form";
import { linksHref } from "@/app/(dashboard)/links/links-href";
import { problemsOfNames } from "@/app/(dashboard)/links/names";
import { Chip, FilterChip } from "@/components/chip";
import { KeepZone } from "@/components/keep-zone";
import { linkLooks } from "@/components/link-status";
import { QueryProblems } from "@/components/query/query-problems";
import { filterWords } from "@/lib/links/filter-words";
import { linkStatuses } from "@/lib/links/query-filters";
import {
  filterIn,
  type Part,
  parseQuery,
  standingIn,
  withoutPart,
  withStanding,
} from "@/lib/links/query-language";
import type { LinkPage, LinkQuery, Named } from "@/lib/links/schema";
import { problemsOf } from "@/lib/query/language";

type LinkQueryBarProps = {
  params: LinkQuery;
  page: LinkPage;
  issuers: { id: string; name: string }[];
};

/** One row to ask, one to narrow, one that says what narrows. All of it is one text, and that is in the address. */
export function LinkQueryBar({ params, page: { links, named }, issuers }: LinkQueryBarProps) {
  const parts = parseQuery(params.q);
  const ends = filterIn(parts, "ends");
  const distinct = (names: string[]) => [...new Set(names)].filter(Boolean);
  return (
    <div className="grid gap-3 pb-5">
      <LinkQueryForm
        params={{ q: params.q, sort: params.sort }}
        chosen={{
          mode: filterIn(parts, "mode"),
          by: issuerIn(parts, issuers),
          before: /^<\d{4}-/.test(ends) ? ends.slice(1) : "",
        }}
        issuers={issuerOptions(issuers)}
        offers={{
          people: distinct(issuers.map(({ name }) => name)),
          recipients: distinct(links.map(({ recipient }) => recipient)),
          images: distinct(links.map(({ imageName }) => imageName)),
          variants: distinct(links.flatMap(({ variantIds }) => variantIds)),
          keys: distinct(links.map(({ keyName }) => keyName)),
        }}
        filtered={parts.length > 0}
      />
      <StandingChips params={params} chosen={standingIn(parts)} />
      <FiltersInForce params={params} parts={parts} named={named} />
      <QueryProblems problems={[...problemsOf(parts), ...problemsOfNames(named)]} />
      <KeepZone zone={params.zone} days={/\d{4}-/.test(ends)} />
    </div>
  );
}

/** One who shares a name with another is told apart by id. */
const issuerOptions = (issuers: LinkQueryBarProps["issuers"]) => [
  { value: "me", label: "Mine" },
  ...issuers.map(({ id, name }) => ({ value: choiceOf({ id, name }, issuers), label: name })),
];
const choiceOf = ({ id, name }: { id: string; name: string }, issuers: LinkQueryBarProps["issuers"]) =>
  issuers.filter((other) => other.name === name).length > 1 ? id : name;

function issuerIn(parts: Part[], issuers: LinkQueryBarProps["issuers"]): string {
  const asked = filterIn(parts, "by");
  const meant = issuers.find(({ id, name }) => id === asked || name.toLowerCase() === asked.toLowerCase());
  return meant ? choiceOf(meant, issuers) : asked;
}

function StandingChips({ params, chosen }: { params: LinkQuery; chosen: string }) {
  const href = (value: string) => linksHref(params, { q: withStanding(params.q, value) });
  return (
    <nav
      aria-label="Status"
      className="-mx-4 flex gap-1.5 overflow-x-auto px-4 py-1 [scrollbar-width:none] sm:mx-0 sm:flex-wrap sm:p-0"
    >
      <Chip href={href("")} selected={chosen === ""}>
        All
      </Chip>
      <Chip href={href("open")} selected={chosen === "open"}>
        <LockKeyholeOpen aria-hidden />
        Still opens
      </Chip>
      {linkStatuses.map((status) => {
        const { word, icon: Icon } = linkLooks[status];
        return (
          <Chip key={status} href={href(status)} selected={chosen === status}>
            <Icon aria-hidden />
            {word}
          </Chip>
        );
      })}
    </nav>
  );
}

type FiltersInForceProps = { params: LinkQuery; parts: Part[]; named: Named[] };

/** Every filter in words, each with its way out. The chosen status is lit in its own row instead. */
function FiltersInForce({ params, parts, named }: FiltersInForceProps) {
  const lit = standingIn(parts);
  const shown = parts.flatMap((part, at) => {
    if (part.kind !== "filter") return [];
    if (lit !== "" && !part.not && part.value === lit && (part.key === "status" || part.key === "is"))
      return [];
    const names = named.find(({ key, asked }) => key === part.key && asked === part.value)?.names;
    const words = filterWords(part, names);
    return [{ at, label: part.not ? `Not: ${words}` : words }];
  });
  if (shown.length === 0) return null;
  return (
    <nav aria-label="Filters in force" className="flex flex-wrap gap-1.5">
      {shown.map(({ at, label }) => (
        <FilterChip key={at} label={label} removeHref={linksHref(params, { q: withoutPart(params.q, at) })} />
      ))}
    </nav>
  );
}
