"use client";

import { useEffect, useState } from "react";
import { readJson } from "@/app/(dashboard)/images/(library)/_components/read-json";
import type { CollectionNames } from "@/lib/collections/schema";

/** The collections to choose from, or why they could not be read; neither while they are on their way. */
export type Collections = Partial<CollectionNames> & {
  problem?: string;
  /** Where there are more than are listed: asks for those with these words. */
  find: (q: string) => void;
};

const typingPause = 200;

/** Reads the collections once they are `wanted`: few visits to the library need them, and then as they are now. */
export function useCollectionNames(wanted: boolean): Collections {
  const [read, setRead] = useState<Omit<Collections, "find">>({});
  const [q, find] = useState("");
  useEffect(() => {
    if (!wanted) return;
    const leaving = new AbortController();
    const pause = setTimeout(
      () =>
        readJson<CollectionNames>(`/api/collections?${new URLSearchParams({ q })}`, leaving.signal).then(
          ({ names, more }) => setRead((was) => ({ names, more: more || was.more === true })),
          (error: Error) => !leaving.signal.aborted && setRead({ problem: error.message }),
        ),
      q === "" ? 0 : typingPause,
    );
    return () => {
      clearTimeout(pause);
      leaving.abort();
    };
  }, [wanted, q]);
  return { ...read, find };
}
