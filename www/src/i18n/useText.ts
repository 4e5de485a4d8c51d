import { useSession } from '../state/session';
import { en } from './en';
import { zh } from './zh';

/** The texts of the page in the language in use. */
export function useText() {
  return useSession().state.language === 'zh' ? zh : en;
}
