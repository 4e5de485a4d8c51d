import { type ReactNode, useId } from 'react';

interface Props {
  label: string;
  /** Renders the control, which must bear the id. */
  children: (id: string) => ReactNode;
}

/** A control with its label above it. */
export function Labelled({ label, children }: Props) {
  const id = useId();
  return (
    <div className="labelled">
      <label htmlFor={id} className="muted small">
        {label}
      </label>
      {children(id)}
    </div>
  );
}
