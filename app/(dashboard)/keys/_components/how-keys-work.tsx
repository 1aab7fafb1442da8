const facts = [
  {
    title: "One key signs everything",
    text: "Every signed link of the account is made with one of these keys. Whoever has a key's value can open every private picture, so Darkroom shows names and fingerprints only.",
  },
  {
    title: "The value never leaves the server",
    text: "It is read from Cloudflare when something is signed, held in memory for a minute, and never shown: not in a page, not in a log. Where the operator keeps deleted keys for recognising old links, it is encrypted.",
  },
  {
    title: "Deleting a key ends its links at once",
    text: "All of them, for everybody who holds one. The links in the ledger then read as dead. A key on which nothing hangs can go without harm.",
  },
];

/** What a person must know before they touch a key at Cloudflare. */
export function HowKeysWork() {
  return (
    <section aria-labelledby="how-keys-work" className="pt-10">
      <h2 id="how-keys-work" className="mb-3 font-semibold text-sm">
        How keys work
      </h2>
      <dl className="grid gap-x-8 gap-y-5 text-sm md:grid-cols-3">
        {facts.map(({ title, text }) => (
          <div key={title}>
            <dt className="font-medium">{title}</dt>
            <dd className="mt-0.5 text-pretty text-muted-foreground">{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
