import { idsOf } from '../../../components/MemberTable';
import { Meter } from '../../../components/Meter';
import { asName, formatNumber } from '../../../data/format';
import type { RfmMatrix } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import type { Chosen } from './RfmCard';

interface Props {
  score: string;
  classes: RfmMatrix['classes'];
  onChoose: (chosen: Chosen) => void;
}

/** The classes with their customers. */
export function RfmClasses({ score, classes, onChoose }: Props) {
  const text = useText();
  const { language } = useSession().state;
  const total = classes.reduce((sum, { customers }) => sum + customers, 0);
  return (
    <section aria-label={text.rfm.classesTitle}>
      {classes.map(({ id, name, customers }) => (
        <Meter
          key={id}
          label={asName(name)}
          count={formatNumber(customers, language)}
          value={customers}
          total={total}
          tone={id.startsWith('key') ? 'brand' : 'neutral'}
          onClick={() => onChoose({ title: asName(name), total: customers, ask: idsOf({ score, bucket: id }) })}
        />
      ))}
    </section>
  );
}
