"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { placeIn } from "@/app/(dashboard)/images/(library)/_components/place";
import { readStretch } from "@/app/(dashboard)/images/(library)/_components/read-stretch";
import type { LibraryParams } from "@/app/(dashboard)/images/(library)/search-params";
import {
  cursorBeyond,
  join,
  readAgain,
  renew,
  type Stretch,
  type Way,
} from "@/app/(dashboard)/images/(library)/stretches";

/** What was read of the lists shown last, for who comes back to one. It lives as long as the tab's page. */
const remembered = new Map<string, Stretch[]>();
const mostRemembered = 4;

function remember(question: string, list: Stretch[]) {
  remembered.delete(question);
  remembered.set(question, list);
  for (const oldest of [...remembered.keys()].slice(0, -mostRemembered)) remembered.delete(oldest);
}

/** On the way back: what was read then, if the place left behind is still among it. */
function recall(question: string): Stretch[] | undefined {
  const place = placeIn(question);
  const list = place && remembered.get(question);
  return list?.some(({ images }) => images.some(({ id }) => id === place?.id)) ? list : undefined;
}

type State = { question: string; given: Stretch; list: Stretch[]; stale: boolean };

function begin(question: string, given: Stretch): State {
  const list = typeof window === "undefined" ? undefined : recall(question);
  return { question, given, list: list ?? [given], stale: list !== undefined };
}

/**
 * The readings that the list consists of, beginning with the one that the server drew. They are read again when the
 * server draws anew, and `load` reads on at one side. `around` wraps each change, to keep what is looked at in place.
 */
export function useStretches(
  { q, sort }: Pick<LibraryParams, "q" | "sort">,
  given: Stretch,
  around: (change: () => void, how: "same" | Way) => void,
) {
  const question = JSON.stringify([q, sort]);
  const [state, setState] = useState(() => begin(question, given));
  const [busy, setBusy] = useState<Way>();
  const [problem, setProblem] = useState<{ way: Way; message: string }>();
  const loading = useRef<{ question: string; reading: Promise<boolean> }>(undefined);
  let current = state;
  if (state.given !== given) {
    const list = renew(state.list, given);
    current =
      state.question === question
        ? { question, given, list, stale: list.length > 1 }
        : begin(question, given);
    setState(current);
    setProblem(undefined);
  }
  const { list, stale } = current;

  const latest = useRef({ list, question, around });
  useEffect(() => {
    latest.current = { list, question, around };
    remember(question, list);
  });

  useEffect(() => {
    if (!stale) return;
    const stop = new AbortController();
    readAgain(list, (cursor) => readStretch({ q, sort, cursor }, stop.signal))
      .then((fresh) => {
        if (stop.signal.aborted) return;
        const settle = () =>
          setState((now) => ({ ...now, list: fresh.length ? fresh : now.list, stale: false }));
        latest.current.around(() => flushSync(settle), "same");
      })
      // What is there stays; the next drawing tries again.
      .catch(() => undefined);
    return () => stop.abort();
  }, [stale, list, q, sort]);

  /** Reads on at one side; whether something came. One reading at a time. */
  const load = useCallback(
    (way: Way): Promise<boolean> => {
      const cursor = cursorBeyond(latest.current.list, way);
      // Another list's answer is nothing to wait for.
      if (loading.current?.question === question) return loading.current.reading;
      if (!cursor) return Promise.resolve(false);
      setBusy(way);
      setProblem(undefined);
      const reading = readStretch({ q, sort, cursor })
        .then((stretch) => {
          const now = latest.current;
          if (now.question !== question || cursorBeyond(now.list, way) !== cursor) return false;
          const add = () => setState((old) => ({ ...old, list: join(old.list, stretch, way) }));
          now.around(() => flushSync(add), way);
          return stretch.images.length > 0;
        })
        .catch((error: Error) => {
          if (latest.current.question === question) setProblem({ way, message: error.message });
          return false;
        })
        .finally(() => {
          if (loading.current?.reading !== reading) return;
          loading.current = undefined;
          setBusy(undefined);
        });
      loading.current = { question, reading };
      return reading;
    },
    [q, sort, question],
  );

  return { list, load, busy, problem, question };
}
