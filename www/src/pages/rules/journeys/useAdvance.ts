import { App } from 'antd';
import { useState } from 'react';
import { formatMoment, formatNumber } from '../../../data/format';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import { useChange } from '../../../state/useChange';

/** Moves everybody on in their journeys, and tells what came of it. */
export function useAdvance() {
  const { journeys: words } = useText();
  const { language } = useSession().state;
  const { message } = App.useApp();
  const change = useChange();
  const [isBusy, setBusy] = useState(false);
  const advance = async () => {
    setBusy(true);
    const outcome = await change((engine, { now }) => engine.advance({ now }));
    setBusy(false);
    if (!outcome) return;
    const { entered, moved, completed, goal, exited, nextChangeAt } = outcome;
    const show = (value: number) => formatNumber(value, language);
    const told = words.advanced(show(entered), show(moved), show(completed + goal + exited));
    const next = nextChangeAt && words.nextAt(formatMoment(Date.parse(nextChangeAt), language));
    message.success([told, next].filter(Boolean).join(' · '));
  };
  return { advance, isBusy };
}
