import { App } from 'antd';
import { useText } from '../../i18n/useText';
import { useChange } from '../../state/useChange';

/** Keeps a record and says where it went. */
export function useSave() {
  const text = useText();
  const { message } = App.useApp();
  const change = useChange();
  return async (record: Record<string, string>): Promise<boolean> => {
    const name = await change(async (engine, { now }) => {
      const { results } = await engine.upsert([record], { now, source: 'form' });
      const id = results[0]?.customerId;
      return id ? (await engine.customer(id, { now })).name : '';
    });
    if (name !== null) message.success(text.entry.savedTo(name));
    return name !== null;
  };
}
