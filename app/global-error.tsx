"use client";

/** The last resort, without our styles or components: whatever broke may be among them. */
export default function GlobalError({ retry }: { retry: () => void }) {
  return (
    <html lang="en">
      <body
        style={{
          fontFamily: "system-ui, sans-serif",
          maxWidth: "36rem",
          margin: "20vh auto",
          padding: "0 1rem",
        }}
      >
        <title>Darkroom cannot be drawn</title>
        <h1>Darkroom cannot be drawn just now</h1>
        <p>This is our fault. Your images stay as private as they are, at Cloudflare; nothing was changed.</p>
        <button type="button" onClick={() => retry()}>
          Try again
        </button>
      </body>
    </html>
  );
}
