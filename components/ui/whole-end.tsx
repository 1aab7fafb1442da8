/** The last part of something `when-whole`: with it, all of it has arrived. */
export function WholeEnd() {
  return <span hidden data-whole="" />;
}
