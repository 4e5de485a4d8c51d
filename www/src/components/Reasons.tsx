import { reasonText } from 'kehu';
import { signed } from '../data/format';
import type { Reason } from '../data/types';
import { useSession } from '../state/session';

/** Reasons in words, one a line; with their points, where they have some. */
export function Reasons({ reasons, hasPoints = false }: { reasons: Reason[]; hasPoints?: boolean }) {
  const { language } = useSession().state;
  return (
    <ul className="plain-list small muted">
      {reasons.map((reason, index) => (
        <li key={`${reason.code} ${index}`}>
          {reasonText(reason, language)} {hasPoints && reason.weight ? signed(reason.weight) : ''}
        </li>
      ))}
    </ul>
  );
}
