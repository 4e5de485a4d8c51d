import { Meter } from '../../../components/Meter';
import { formatNumber } from '../../../data/format';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import { type PartsProps, titleOf } from './UpSet';

/** The intersections by name, where there is no room for dots. */
export function PartList({ overlap, onChoose }: PartsProps) {
  const { overlap: words } = useText().analytics;
  const { language } = useSession().state;
  const most = Math.max(...overlap.parts.map(({ count }) => count));
  return (
    <section aria-label={words.parts}>
      {overlap.parts.map((part, place) => (
        <Meter
          key={part.sets.join(' ')}
          label={titleOf(part, overlap, words)}
          count={formatNumber(part.count, language)}
          value={part.count}
          total={most}
          onClick={() => onChoose(place)}
        />
      ))}
    </section>
  );
}
