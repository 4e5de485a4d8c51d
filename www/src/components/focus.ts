import { useEffect, useRef, useState } from 'react';

/** Gives the focus back to what had it, once the component, which opened over the page, is gone. */
export function useFocusReturn() {
  const [opener] = useState(() => document.activeElement);
  useEffect(() => () => give(opener), [opener]);
}

/** The same for what says itself when it opens and closes. */
export function useFocusKept(): (isOpen: boolean) => void {
  const opener = useRef<Element>(null);
  return (isOpen) => {
    if (isOpen) opener.current = document.activeElement;
    else give(opener.current);
  };
}

function give(element: Element | null) {
  if (element instanceof HTMLElement) element.focus();
}
