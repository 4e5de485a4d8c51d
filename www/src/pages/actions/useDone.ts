import { App } from 'antd';
import { formatNumber } from '../../data/format';
import type { Action, Control, Language } from '../../data/types';
import { useText } from '../../i18n/useText';
import type { Texts } from '../../i18n/zh';
import { useSession } from '../../state/session';
import { useChange } from '../../state/useChange';

/** What somebody can tell of an action that was done. */
export const OUTCOMES = ['sent', 'converted', 'rejected', 'failed'] as const;

/** What became of an action, and what it was worth. */
export interface Told {
  outcome: (typeof OUTCOMES)[number];
  value?: number;
}

/** Notes that actions are done, and what became of them where that is told. */
export type Done = (actions: Action[], told?: Told) => Promise<void>;

/** Notes what was done, as it was due, so that it is not due again before its rule allows it and counts in results. */
export function useDone(): Done {
  const text = useText();
  const { message } = App.useApp();
  const { language } = useSession().state;
  const change = useChange();
  return async (actions, told) => {
    const isDone = await change(async (engine, { now }) => {
      await engine.acknowledge(actions.map(takenOver), { now });
      if (told)
        await engine.report(
          actions.map(({ key }) => ({ key, ...told })),
          { now },
        );
      return true;
    });
    if (isDone) message.success(wordsOf(actions.length, told, text, language));
  };
}

/** What the engine must know of an action that was taken over: frequency caps and results go by it. */
export const takenOver = (action: Action | Control) => ({
  key: action.key,
  rule: action.rule,
  customerId: action.customerId,
  variant: action.variant ?? undefined,
  ...('action' in action && { action: action.action, channel: action.channel ?? undefined }),
});

function wordsOf(count: number, told: Told | undefined, text: Texts, language: Language): string {
  if (told) return text.outcome.noted(text.results.outcomeNames[told.outcome] ?? told.outcome);
  return text.actions.acknowledged(formatNumber(count, language));
}
