import { formatMoment } from '../../data/format';
import { roleLabel } from '../../data/ruleset';
import type { GoldenValue } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';

/** Who fixed a value by hand, when and why. */
export function PinNote({ pinned }: { pinned: NonNullable<GoldenValue['pinned']> }) {
  const text = useText();
  const { language } = useSession().state;
  return (
    <div style={{ maxWidth: 360 }} className="break">
      {text.golden.by(roleLabel(pinned.actor, language), formatMoment(pinned.at, language))}
      {pinned.reason && <div className="muted">{text.labelled(text.reason, pinned.reason)}</div>}
    </div>
  );
}
