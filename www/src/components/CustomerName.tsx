/** What a customer is called. Names have no longest one: what would fill a screen ends after a few lines, and is told whole on hovering. */
export function CustomerName({ name }: { name: string }) {
  return (
    <span className="customer-name" title={name}>
      {name}
    </span>
  );
}
