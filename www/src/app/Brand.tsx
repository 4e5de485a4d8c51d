import { useText } from '../i18n/useText';

export function Brand() {
  const text = useText();
  return (
    <span className="brand">
      <img src="./icon.svg" width={28} height={28} alt="" />
      {text.product}
    </span>
  );
}
