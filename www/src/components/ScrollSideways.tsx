import type { ReactNode } from 'react';

/** What may be wider than there is room, without anything in it to press: it scrolls by itself, by keyboard as well. */
export function ScrollSideways({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever uses the keyboard scrolls it from there.
    <section className="scroll-x" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
