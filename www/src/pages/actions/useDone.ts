import { App } from 'antd';
import { formatNumber } from '../../data/format';
import type { Action } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { useChange } from '../../state/useChange';

/** Notes that actions are done, so that they are not due again before their rule allows it. */
export function useDone() {
  const text = useText();
  const { message } = App.useApp();
  const { language } = useSession().state;
  const change = useChange();
  return async (actions: Action[]) => {
    const taken = actions.map(({ key, rule, customerId }) => ({ key, rule, customerId }));
    const isDone = await change(async (engine, { now }) => {
      await engine.acknowledge(taken, { now });
      return true;
    });
    if (isDone) message.success(text.actions.acknowledged(formatNumber(actions.length, language)));
  };
}
