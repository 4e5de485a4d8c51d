import { signed } from '../data/format';
import { reasonLine } from '../data/reasons';
import type { Language, Reason } from '../data/types';
import { useSession } from '../state/session';

/** Reasons in words, one a line; with their points, where they have some. */
export function Reasons({ reasons, hasPoints = false }: { reasons: Reason[]; hasPoints?: boolean }) {
  const { language } = useSession().state;
  const lines = new Set(reasons.map((reason) => lineOf(reason, language, hasPoints)));
  return (
    <ul className="plain-list small muted">
      {[...lines].map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

function lineOf(reason: Reason, language: Language, hasPoints: boolean): string {
  const words = reasonLine(reason, language);
  return hasPoints && reason.weight ? `${words} ${signed(reason.weight)}` : words;
}
