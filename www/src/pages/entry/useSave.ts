import { App } from 'antd';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';

/** Keeps a record and says where it went. */
export function useSave() {
  const text = useText();
  const { message } = App.useApp();
  const { state, update } = useSession();
  return async (record: Record<string, string>): Promise<boolean> => {
    if (!state.engine) return false;
    try {
      const { results } = await state.engine.upsert([record], { now: state.now, source: 'form' });
      const id = results[0]?.customerId;
      const name = id ? (await state.engine.customer(id, { now: state.now })).name : '';
      update(({ revision }) => ({ revision: revision + 1 }));
      message.success(text.entry.savedTo(name));
      return true;
    } catch (error) {
      message.error((error as Error).message);
      return false;
    }
  };
}
