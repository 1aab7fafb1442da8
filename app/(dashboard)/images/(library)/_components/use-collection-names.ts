"use client";

import { useEffect, useState } from "react";
import { readJson } from "@/app/(dashboard)/images/(library)/_components/read-json";
import type { CollectionName } from "@/lib/collections/schema";

/** The collections to choose from, or why they could not be read; neither while they are on their way. */
export type Collections = { names?: CollectionName[]; problem?: string };

/** Reads the collections once they are `wanted`: few visits to the library need them, and then as they are now. */
export function useCollectionNames(wanted: boolean): Collections {
  const [read, setRead] = useState<Collections>({});
  useEffect(() => {
    if (!wanted) return;
    const leaving = new AbortController();
    readJson<CollectionName[]>("/api/collections", leaving.signal).then(
      (names) => setRead({ names }),
      (error: Error) => !leaving.signal.aborted && setRead({ problem: error.message }),
    );
    return () => leaving.abort();
  }, [wanted]);
  return read;
}
