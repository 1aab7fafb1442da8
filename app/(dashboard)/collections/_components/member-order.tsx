"use client";

import {
  createContext,
  type MouseEvent,
  type ReactNode,
  use,
  useEffect,
  useRef,
  useState,
  useTransition,
} from "react";
import { type Member, numberAfter, type To } from "@/app/(dashboard)/collections/_components/order";
import { useDrag } from "@/app/(dashboard)/collections/_components/use-drag";
import { moveInCollection } from "@/app/(dashboard)/collections/actions";
import { toast } from "@/components/ui/toast";
import { formatCount } from "@/lib/format";

type Order = { move: (member: Member, to: To) => void; busy: boolean; shown: number };
const OrderContext = createContext<Order | null>(null);

/** How a member is moved; only inside `MemberOrder`. */
export function useOrder(): Order {
  const order = use(OrderContext);
  if (!order) throw new Error("Outside of a collection's order.");
  return order;
}

type MemberOrderProps = { collectionId: string; shown: number; className: string; children: ReactNode };

/** The list of a collection, whose members can be dragged by their grip or moved with its keys; it says where they are. */
export function MemberOrder({ collectionId, shown, className, children }: MemberOrderProps) {
  const list = useRef<HTMLUListElement>(null);
  const moved = useRef<string>(undefined);
  const [said, setSaid] = useState("");
  const [busy, start] = useTransition();

  const move = (member: Member, to: To) =>
    start(async () => {
      moved.current = member.id;
      const placeOf = (id: string) =>
        Number(list.current?.querySelector<HTMLElement>(`[data-member="${id}"]`)?.dataset.place);
      const from = placeOf(member.id);
      const ahead = "afterId" in to && to.afterId !== null ? placeOf(to.afterId) : 0;
      const answer = await moveInCollection({ collectionId, imageId: member.id, to });
      if (!answer.ok) return toast({ kind: "error", title: "It was not moved", description: answer.message });
      const { of } = answer.data;
      setSaid(
        `${member.name} is now number ${formatCount(numberAfter(to, { from, ahead, of }))} of ${formatCount(of)}.`,
      );
    });
  const { swallow, ...drag } = useDrag(list, move);

  // Moving an element in the document takes the keyboard off it.
  useEffect(() => {
    const item = moved.current && list.current?.querySelector(`[data-member="${moved.current}"]`);
    if (children && !busy && item) {
      moved.current = undefined;
      if (document.activeElement === document.body) item.querySelector<HTMLElement>("[data-grip]")?.focus();
    }
  }, [children, busy]);

  return (
    <OrderContext value={{ move, busy, shown }}>
      <p role="status" className="sr-only">
        {said}
      </p>
      <ul
        ref={list}
        aria-label="Images"
        aria-busy={busy}
        className={className}
        {...drag}
        onClickCapture={(event: MouseEvent) => swallow(event)}
      >
        {children}
      </ul>
    </OrderContext>
  );
}
