import type { ReactNode } from 'react';

/** A long list that scrolls by itself, by keyboard as well. */
export function ScrollList({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever uses the keyboard scrolls it from there.
    <section className="scroll-list" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
